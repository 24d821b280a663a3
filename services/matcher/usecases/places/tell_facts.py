"""A place tells facts about itself: each is kept with the day and the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.storage.place_facts import PlaceFactsRow, facts_of, save_facts
from services.matcher.usecases.acting import acting
from services.matcher.usecases.places.place import Place, see_place
from services.matcher.usecases.places.read_facts import read_facts
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

CHANGE = Right(Resource.PLACE_PROFILE, Action.UPDATE)

Facts = Mapping[str, Mapping[str, Any]]


def tell_facts(
    ctx: MatcherContext, actor: Actor | None, place_id: str, given: Mapping[str, Any], *, expected_version: int
) -> Place:
    """Keeps what is given; None takes a fact back to "not known", facts that are not named stay as they are.

    Raises InvalidInput with every error, Stale when somebody was first.
    """
    person = acting(actor, CHANGE, place_id=place_id)
    new = _within_sight(read_facts(given), see_place(ctx, person, place_id).withheld)
    with ctx.write() as work:
        before = facts_of(person.scope, work.connection, place_id).facts
        after = merged(before, new, told_on=ctx.today().isoformat(), told_by=person.person_id)
        if after != before:
            now = ctx.clock.now()
            row = PlaceFactsRow(place_id, expected_version, after)
            save_facts(person.scope, work.connection, row, person_id=person.person_id, at=now)
            work.note(_told(person, place_id, before, after, now))
    return see_place(ctx, person, place_id)


def _within_sight(new: Mapping[str, Any], withheld: frozenset[str]) -> Mapping[str, Any]:
    """What may be told: a fact that the place does not share is not overwritten, and not emptied by an empty field."""
    mend = _("De plek deelt dit niet met u. Laat het leeg, of vraag het de plek zelf.")
    wrong = [FieldError(name, "not_shared", mend) for name in sorted(withheld & new.keys()) if new[name] is not None]
    if wrong:
        raise InvalidInput(wrong)
    return {name: value for name, value in new.items() if name not in withheld}


def merged(before: Facts, new: Mapping[str, Any], *, told_on: str, told_by: str) -> dict[str, Mapping[str, Any]]:
    """The facts after telling `new`. A fact that was told the same way before keeps its day: nobody looked again."""
    after = dict(before)
    for name, value in new.items():
        known = before.get(name)
        if value is None:
            after.pop(name, None)
        elif known is None or known["value"] != value:
            after[name] = {"value": value, "told_on": told_on, "told_by": told_by}
    return after


def _told(actor: Actor, place_id: str, before: Facts, after: Facts, at: datetime) -> AuditEntry:
    return AuditEntry(
        action="place.tell_facts",
        subject=f"place:{place_id}",
        at=at,
        person_id=actor.person_id,
        organisation_id=place_id,
        via=actor.acting_via,
        before=before,
        after=after,
    )
