"""A place lets a volunteer act for it, for stated acts and a period; and ends that at any moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import last_day, note, tell_people
from services.matcher.usecases.people.rights import END_MANDATE, GIVE_MANDATE, judged, judged_lately
from services.matcher.usecases.people.values import Period, read_mandate
from shared.access import around, enrolment, members
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.members import GivenMandate
from shared.contracts.messages import MessageKind
from shared.kernel.errors import FieldError, InvalidInput, NotFound, NotSignedIn
from shared.kernel.ids import is_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def give_mandate(
    ctx: MatcherContext, actor: Actor | None, place_id: str, given: Mapping[str, Any], *, once: Once | None = None
) -> GivenMandate:
    """Gives a volunteer (`person_id`) a mandate: `acts`, `ends_on`, `written`. It holds at once.

    Raises InvalidInput with every error.
    """
    person, place = judged(ctx, actor, GIVE_MANDATE, place_id)
    helper_id, period = _read(ctx, place, person, given)
    judged_lately(ctx, person, GIVE_MANDATE, place_id)
    with ctx.write_people() as work:
        if once:
            once.begin(work.connection)
        made = write_mandate(work, person, place, helper_id, period)
        if once:
            once.finish(work.connection, made)
    return made


def write_mandate(work: Writing, actor: Actor, place: Organisation, helper_id: str, period: Period) -> GivenMandate:
    """Keeps the mandate, its audit row and the message to who holds it."""
    now = work.clock.now()
    mandate_id = enrolment.give_mandate(
        work.connection,
        place_id=place.id,
        person_id=helper_id,
        acts=period.acts,
        written=period.written,
        starts_at=now,
        ends_at=period.ends_at,
        given_by=actor.person_id,
        at=now,
    )
    detail = {"acts": sorted(period.acts), "written": period.written, "until": last_day(period.ends_at)}
    note(work, actor, "mandate.give", f"mandate:{mandate_id}", place.id, detail=detail)
    data = {"what": "given", "organisation": place.name, "until": last_day(period.ends_at)}
    tell_people(work, MessageKind.MANDATE_NEWS, [helper_id], subject=f"mandate:{mandate_id}", data=data)
    made = members.find_mandate(work.connection, mandate_id, now)
    assert made is not None  # noqa: S101 written above, in this transaction
    return made


def end_mandate(ctx: MatcherContext, actor: Actor | None, mandate_id: str) -> GivenMandate:
    """Ends a mandate for both services at once: by the place, or by who holds it. The other side is told."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    now = ctx.clock.now()
    with ctx.people.read() as connection:
        held = members.find_mandate(connection, mandate_id, now) if is_id(mandate_id) else None
    if held is None:
        raise NotFound(_("Deze machtiging bestaat niet, of is al gestopt."))
    own = held.person_id == actor.person_id
    if not own:
        judged(ctx, actor, END_MANDATE, held.place_id)
    with ctx.write_people() as work:
        if not enrolment.end_mandate(work.connection, mandate_id=mandate_id, at=now):
            raise NotFound(_("Deze machtiging bestaat niet, of is al gestopt."))
        note(work, actor, "mandate.end", f"mandate:{mandate_id}", held.place_id, detail={"by_holder": own})
        told = [held.person_id] if not own else _board(work, held.place_id)
        data = {"what": "ended", "organisation": held.place_name, "person_name": held.name}
        tell_people(work, MessageKind.MANDATE_NEWS, told, subject=f"mandate:{mandate_id}", data=data)
    return held


def _board(work: Writing, place_id: str) -> list[str]:
    return [one.id for one in around.board_of_place(work.connection, place_id)]


def _read(ctx: MatcherContext, place: Organisation, actor: Actor, given: Mapping[str, Any]) -> tuple[str, Period]:
    errors: list[FieldError] = []
    period = None
    try:
        period = read_mandate(given, ctx.today())
    except InvalidInput as problem:
        errors += problem.errors
    helper_id = given.get("person_id")
    with ctx.people.read() as connection:
        known = {id_ for id_, _name in members.volunteers_near(connection, place.coalition_id, place.id)}
    if helper_id not in known:
        errors.append(FieldError("person_id", "unknown_person", _("Kies een vrijwilliger uit de lijst.")))
    elif helper_id == actor.person_id:
        errors.append(FieldError("person_id", "oneself", _("U kunt uzelf niet machtigen. Kies iemand anders.")))
    if errors or period is None or not isinstance(helper_id, str):
        raise InvalidInput(errors)
    return helper_id, period
