"""Pages with endpoints: the list, one with everything that was sent to it, and the forms to make and change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import new_id
from shared.notifier import labels
from shared.notifier.context import NotifierContext
from shared.notifier.endpoints import acting, sent, words
from shared.notifier.endpoints.acting import CREATE, READ, UPDATE, Owned
from shared.notifier.endpoints.events import TYPE_OF
from shared.notifier.endpoints.model import MOST_PER_ORGANISATION, Endpoint
from shared.notifier.endpoints.reading import LONGEST_DESCRIPTION
from shared.notifier.preferences.topics import TOPIC_OF, Topic
from shared.notifier.preferences.words import topic_hint, topic_name
from shared.notifier.states import RESTING
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

OF_ORGANISATION = "/organisations/<organisation_id>/endpoints"
ONE = "/endpoints/<endpoint_id>"


def add_endpoint_pages(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the pages to look and the forms."""

    @page(blueprint, "GET", "/endpoints", right=READ)
    def endpoints() -> str:
        """The endpoints of everything that the person looks after."""
        actor = require_actor()
        return render_template(
            "notifier/endpoints.html",
            owned=acting.of_actor(context, actor),
            status_of=words.status_of,
            may_make=lambda one: may(actor, CREATE, place_id=one.organisation.id).allowed,
            most=MOST_PER_ORGANISATION,
        )

    @page(blueprint, "GET", ONE, right=READ)
    def endpoint(endpoint_id: str) -> str:
        """How one stands, and the last messages with every try."""
        return show_endpoint(context, endpoint_id)

    @page(blueprint, "GET", f"{OF_ORGANISATION}/new", right=CREATE)
    def new_endpoint(organisation_id: str) -> str:
        """The form to make one."""
        owned = acting.of_organisation(context, require_actor(), organisation_id, CREATE)
        return _form(owned, None, {"topics": [Topic.MONEY.value, Topic.DATES.value]})

    @page(blueprint, "POST", OF_ORGANISATION, right=CREATE)
    def create_endpoint(organisation_id: str) -> Any:
        """Makes it and shows its secret, this one time."""
        actor, given = require_actor(), given_in_form()
        try:
            made = acting.create(context, actor, organisation_id, given, once_from_form(address_of))
        except InvalidInput as problem:
            owned = acting.of_organisation(context, actor, organisation_id, CREATE)
            return _form(owned, None, given, problem.errors), 400
        return show_secret(context, made)

    @page(blueprint, "GET", f"{ONE}/edit", right=UPDATE)
    def edit_endpoint(endpoint_id: str) -> str:
        """The form to change one."""
        found = acting.see(context, require_actor(), endpoint_id, UPDATE)
        return _form(_owner(context, found), found, _as_form(found))

    @page(blueprint, "POST", ONE, right=UPDATE)
    def save_endpoint(endpoint_id: str) -> Any:
        """Keeps the changes."""
        actor, given, version = require_actor(), given_in_form(), version_from_form()
        try:
            acting.change(context, actor, endpoint_id, given, version=version, once=once_from_form(address_of))
        except (InvalidInput, Stale) as problem:
            found = acting.see(context, actor, endpoint_id, UPDATE)
            if isinstance(problem, Stale):
                return _form(_owner(context, found), found, given, (FieldError("", "stale", problem.message),)), 412
            return _form(_owner(context, found), found, given, problem.errors, version), 400
        flash(_("De koppeling is veranderd."), "good")
        return redirect(url_for("notifier.endpoint", endpoint_id=endpoint_id), code=303)


def show_endpoint(context: NotifierContext, endpoint_id: str) -> str:
    """The page of one endpoint."""
    actor = require_actor()
    found = acting.see(context, actor, endpoint_id)
    owned = _owner(context, found)
    with context.database.read() as connection:
        messages = sent.newest(connection, endpoint_id)
    names = {place.id: place.name for place in owned.places}
    return render_template(
        "notifier/endpoint.html",
        endpoint=found,
        owner=owned.organisation,
        status=words.status_of(found),
        off=words.off_label(found.disabled_reason),
        topics=[topic_name(topic) for topic in Topic if topic in found.topics],
        places=[names.get(place, place) for place in sorted(found.places)],
        messages=messages,
        may_change=may(actor, UPDATE, place_id=found.organisation_id).allowed,
        type_of=lambda kind: TYPE_OF.get(kind, ""),
        topic_of=lambda kind: topic_name(TOPIC_OF[kind]),
        state_label=labels.state_label,
        reason_label=labels.reason_label,
        try_label=words.try_label,
        can_replay=lambda one: found.enabled and one.has_body and one.state in RESTING,
        key=new_id(),
    )


def show_secret(context: NotifierContext, endpoint: Endpoint) -> str:
    """The page with the secret, shown by the answer to a form only: it has no address to open it again."""
    return render_template(
        "notifier/endpoint_secret.html",
        endpoint=endpoint,
        secret=acting.secret(context, endpoint),
        renewed=endpoint.old_until,
    )


def address_of(endpoint: Endpoint) -> str:
    """Where the page of one is."""
    return url_for("notifier.endpoint", endpoint_id=endpoint.id)


def given_in_form() -> dict[str, object]:
    """What was filled in."""
    return {
        "url": request.form.get("url", ""),
        "description": request.form.get("description", ""),
        "topics": request.form.getlist("topics"),
        "places": request.form.getlist("places"),
    }


def _owner(context: NotifierContext, endpoint: Endpoint) -> Owned:
    return acting.of_organisation(context, require_actor(), endpoint.organisation_id)


def _as_form(endpoint: Endpoint) -> dict[str, object]:
    return {
        "url": endpoint.url,
        "description": endpoint.description,
        "topics": [topic.value for topic in endpoint.topics],
        "places": sorted(endpoint.places),
    }


def _form(
    owned: Owned,
    endpoint: Endpoint | None,
    given: Mapping[str, object],
    errors: Sequence[FieldError] = (),
    version: int | None = None,
) -> str:
    return render_template(
        "notifier/endpoint_form.html",
        owner=owned.organisation,
        endpoint=endpoint,
        form=given,
        errors=errors,
        version=version or (endpoint.version if endpoint else None),
        topics=[(topic.value, topic_name(topic), topic_hint(topic)) for topic in Topic],
        places=[(place.id, place.name) for place in owned.places],
        longest=LONGEST_DESCRIPTION,
        key=new_id(),
    )
