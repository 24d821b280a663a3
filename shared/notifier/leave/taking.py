"""A person says when they are away and who stands in, and takes that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from shared.access import around, directory, leaves
from shared.access.actors import Actor
from shared.access.directory import Organisation, Person
from shared.access.leaves import Leave
from shared.access.rights import Action, Resource, Right, require
from shared.audit.entries import AuditEntry
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.notifier.context import NotifierContext
from shared.notifier.leave.rules import Away, Known, check_away
from shared.outbox.senders import Sender
from shared.outbox.writing import Writing, writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

READ = Right(Resource.OWN_INBOX, Action.READ)
CREATE = Right(Resource.OWN_INBOX, Action.CREATE)
END = Right(Resource.OWN_INBOX, Action.DELETE)


@dataclass(frozen=True)
class MyLeave:
    """The leaves of a person and those of others for whom they stand in, with all that can be chosen and all names."""

    own: Sequence[Leave]
    for_others: Sequence[Leave]
    places: Sequence[Organisation]
    colleagues: Sequence[Person]
    names: dict[str, str]


def my_leave(context: NotifierContext, actor: Actor) -> MyLeave:
    """What is not over yet."""
    require(actor, READ, owner_id=actor.person_id)
    today = today_in_amsterdam(context.clock)
    with context.people.read() as people:
        own = leaves.of_person(people, actor.person_id, today)
        for_others = leaves.stood_in_by(people, actor.person_id, today)
        places = directory.places_of(people, actor)
        colleagues = {one.id: one for place in places for one in _colleagues(people, context, place.id, actor)}
        named = {one.stand_in_id for one in own} | {one.person_id for one in for_others}
        names = directory.people_names(people, named)
        about = {one.place_id for one in (*own, *for_others) if one.place_id}
        names |= directory.organisation_names(people, about)
    return MyLeave(own, for_others, places, sorted(colleagues.values(), key=lambda one: one.called), names)


def take_leave(context: NotifierContext, actor: Actor, away: Away, *, once: Once | None = None) -> Leave:
    """Keeps it. Raises InvalidInput with all errors."""
    require(actor, CREATE, owner_id=actor.person_id)
    one = Leave(
        id=new_id(),
        person_id=actor.person_id,
        stand_in_id=away.stand_in_id,
        place_id=away.place_id,
        starts_on=away.starts_on,
        ends_on=away.ends_on,
        made_at=context.clock.now(),
        ended_at=None,
    )
    today = today_in_amsterdam(context.clock)
    with writing(context.people, Sender.PEOPLE, context.relay, clock=context.clock) as work:
        if once:
            once.begin(work.connection)
        leaves.hold(work.connection, actor.person_id)
        check_away(away, _known(work.connection, context, actor, away, today), today)
        leaves.add(work.connection, one)
        _note(work, actor, "leave.take", one)
        if once:
            once.finish(work.connection, one)
    return one


def end_leave(context: NotifierContext, actor: Actor, leave_id: str) -> None:
    """Ends it now; ending it again changes nothing. Raises NotFound for that of somebody else."""
    require(actor, END, owner_id=actor.person_id)
    with writing(context.people, Sender.PEOPLE, context.relay, clock=context.clock) as work:
        one = leaves.find(work.connection, leave_id)
        if one is None or one.person_id != actor.person_id:
            raise NotFound(_("Deze afwezigheid is er niet."))
        if leaves.end(work.connection, leave_id, context.clock.now()):
            _note(work, actor, "leave.end", one)


def _known(people: Connection, context: NotifierContext, actor: Actor, away: Away, today: date) -> Known:
    places = frozenset(place.id for place in directory.places_of(people, actor))
    asked = places & {away.place_id} if away.place_id else places
    colleagues = frozenset(one.id for place_id in asked for one in _colleagues(people, context, place_id, actor))
    return Known(leaves.of_person(people, actor.person_id, today), places, colleagues)


def _colleagues(people: Connection, context: NotifierContext, place_id: str, actor: Actor) -> list[Person]:
    team = around.team_of_place(people, place_id, context.clock.now())
    everybody = (*team, *around.coordinators_of_place(people, place_id))
    return [one for one in everybody if one.id != actor.person_id]


def _note(work: Writing, actor: Actor, action: str, one: Leave) -> None:
    detail = {"stand_in_id": one.stand_in_id, "starts_on": str(one.starts_on), "ends_on": str(one.ends_on)}
    work.note(
        AuditEntry(
            action=action,
            subject=f"leave:{one.id}",
            at=work.clock.now(),
            person_id=actor.person_id,
            organisation_id=one.place_id,
            via=actor.acting_via,
            detail=detail,
        )
    )
