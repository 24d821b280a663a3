"""Pages of one person: their roles and mandates, the invitations to them, and what they ask of places."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.people.answer_invitation import answer_invitation, see_invitation
from services.matcher.usecases.people.change_role import leave
from services.matcher.usecases.people.keep_in_trust import may_keep
from services.matcher.usecases.people.mandate_requests import ask_mandate, withdraw_request
from services.matcher.usecases.people.mandates import end_mandate
from services.matcher.usecases.people.see_people import own_roles
from services.matcher.web.base import context
from services.matcher.web.people_words import act_choices, acts_text, last_day, role_text
from shared.access.rights import SIGNED_IN
from shared.access.web import asks_new_proof, require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.addresses import tracker_path
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _

blueprint = Blueprint("roles", __name__, template_folder="templates")

Errors = tuple[FieldError, ...]


@page(blueprint, "GET", "/roles", right=SIGNED_IN)
def show_roles() -> str:
    """What I am where."""
    return _page()


@page(blueprint, "POST", "/roles/<organisation_id>/leave", right=SIGNED_IN)
def leave_organisation(organisation_id: str) -> Any:
    """I step out."""
    try:
        organisation = leave(context(), require_actor(), organisation_id)
    except NotAllowedNow as problem:
        return _page((FieldError("", problem.code, problem.message),)), 409
    flash(_("U hoort niet meer bij %(name)s.", name=organisation.name), "good")
    return redirect(url_for("roles.show_roles"), code=303)


@page(blueprint, "POST", "/mandates/<mandate_id>/end", right=SIGNED_IN)
def stop_mandate(mandate_id: str) -> Any:
    """Ends a mandate: by who holds it, or by the place."""
    actor = require_actor()
    ended = end_mandate(context(), actor, mandate_id)
    flash(_("De machtiging van %(name)s is gestopt.", name=ended.name), "good")
    if ended.person_id == actor.person_id:
        return redirect(url_for("roles.show_roles"), code=303)
    return redirect(url_for("people.show_people", organisation_id=ended.place_id), code=303)


@page(blueprint, "GET", "/invitations/<invitation_id>", right=SIGNED_IN)
def show_invitation(invitation_id: str) -> str:
    """What somebody is invited for, with yes and no."""
    found = see_invitation(context(), require_actor(), invitation_id)
    return render_template(
        "people/invitation.html", invitation=found, role=role_text(found.role), is_open=found.is_open(_now())
    )


@page(blueprint, "POST", "/invitations/<invitation_id>/answer", right=SIGNED_IN)
@asks_new_proof
def save_invitation_answer(invitation_id: str) -> Any:
    """Yes or no."""
    accept = request.form.get("answer") == "yes"
    found = answer_invitation(context(), require_actor(), invitation_id, accept=accept)
    text = _("Welkom bij %(name)s.", name=found.organisation_name) if accept else _("U hebt nee gezegd.")
    flash(text, "good")
    return redirect("/" if accept else url_for("roles.show_roles"), code=303)


@page(blueprint, "POST", "/places/<place_id>/mandate-requests", right=SIGNED_IN)
def create_request(place_id: str) -> Any:
    """A volunteer asks a place for a mandate."""
    given = {
        "acts": request.form.getlist("acts"),
        "ends_on": request.form.get("ends_on", ""),
        "note": request.form.get("note", ""),
    }
    once = once_from_form(lambda _made: url_for("roles.show_roles"))
    try:
        made = ask_mandate(context(), require_actor(), place_id, given, once=once)
    except InvalidInput as problem:
        return _page(problem.errors, asked=place_id), 400
    except NotAllowedNow as problem:
        return _page((FieldError("", problem.code, problem.message),), asked=place_id), 409
    flash(_("U hebt het gevraagd aan %(place)s.", place=made.place_name), "good")
    return redirect(url_for("roles.show_roles"), code=303)


@page(blueprint, "POST", "/mandate-requests/<request_id>/withdraw", right=SIGNED_IN)
def take_request_back(request_id: str) -> Any:
    """Withdraws what was asked."""
    withdraw_request(context(), require_actor(), request_id)
    flash(_("U vraagt dit niet meer."), "good")
    return redirect(url_for("roles.show_roles"), code=303)


def _page(errors: Errors = (), *, asked: str = "") -> str:
    actor = require_actor()
    return render_template(
        "people/roles.html",
        actor=actor,
        own=own_roles(context(), actor),
        errors=errors,
        asked=asked,
        values=request.form,
        chosen_acts=request.form.getlist("acts"),
        act_choices=act_choices(),
        acts_text=acts_text,
        role_text=role_text,
        last_day=last_day,
        today=context().today().isoformat(),
        handover_url=tracker_path("/handover"),
        may_keep=may_keep(actor),
        key=request.form.get("idempotency_key") or new_id(),
    )


def _now() -> Any:
    return context().clock.now()
