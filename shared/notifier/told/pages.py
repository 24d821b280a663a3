"""Pages that say what a person was told and why."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from shared.access import directory
from shared.access.actors import Role
from shared.access.rights import Action, Resource, Right, require
from shared.access.web import require_actor
from shared.contracts.messages import Audience
from shared.notifier import labels
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.preferences.topics import TOPIC_OF
from shared.notifier.preferences.words import choice_name, topic_name
from shared.notifier.told import storage
from shared.notifier.told.reasons import why
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

READ = Right(Resource.OWN_INBOX, Action.READ)
PAGE_SIZE = 30


def add_told(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the list of everything, and the page about one message."""

    @page(blueprint, "GET", "/messages/told", right=READ)
    def told() -> str:
        """What became of each event, also of what was not sent; `place` shows those of one place."""
        person_id, place_id, skip = _reader(), request.args.get("place", "")[:36], _position()
        with context.database.read() as connection:
            found = storage.events_of(connection, person_id, place_id=place_id or None, skip=skip, limit=PAGE_SIZE + 1)
            titles = storage.titles(connection, person_id, [line.id for lines in found for line in lines])
            place_ids = storage.places_in(connection, person_id)
        with context.people.read() as people:
            names = directory.organisation_names(people, place_ids)
        return render_template(
            "notifier/told.html",
            events=[(lines, _title(lines, titles)) for lines in found[:PAGE_SIZE]],
            places=sorted(names.items(), key=lambda one: one[1]),
            names=names,
            place_id=place_id,
            earlier=_address(place_id, max(skip - PAGE_SIZE, 0)) if skip else "",
            later=_address(place_id, skip + PAGE_SIZE) if len(found) > PAGE_SIZE else "",
            labels=labels,
        )

    @page(blueprint, "GET", "/messages/<message_id>/why", right=READ)
    def why_told(message_id: str) -> str:
        """Why the person was told of one event, and what was sent when."""
        found = why(context, _reader(), message_id)
        return render_template(
            "notifier/why.html",
            why=found,
            topic=topic_name(found.topic) if found.topic else "",
            rule=_rule(found.audience),
            roles=_role_names(),
            choice_name=choice_name,
            labels=labels,
        )


def _title(lines: Sequence[Delivery], titles: dict[str, str]) -> str:
    kept = next((titles[line.id] for line in lines if line.id in titles), "")
    topic = TOPIC_OF.get(lines[0].kind)
    return kept or (topic_name(topic) if topic else "")


def _rule(audience: Audience | None) -> str:
    return {
        Audience.PLACE_TEAM: _("Dit bericht gaat naar iedereen die bij de plek hoort."),
        Audience.PLACE_COORDINATORS: _("Dit bericht gaat naar de coördinatoren van de plek."),
        Audience.PERSON: _("Dit bericht is alleen voor u."),
    }.get(audience or Audience.SIGN_IN_ADDRESS, "")


def _role_names() -> dict[Role, str]:
    return {
        Role.MEMBER: _("lid van het team"),
        Role.BOARD: _("lid van het bestuur"),
        Role.VOLUNTEER: _("vrijwilliger met een machtiging"),
        Role.COORDINATOR: _("coördinator"),
    }


def _position() -> int:
    given = request.args.get("from", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


def _address(place_id: str, skip: int) -> str:
    asked = {name: value for name, value in (("place", place_id), ("from", skip)) if value}
    return f"{url_for('notifier.told')}?{urlencode(asked)}"


def _reader() -> str:
    actor = require_actor()
    require(actor, READ, owner_id=actor.person_id)
    return actor.person_id
