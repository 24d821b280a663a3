"""Agreeing on a season of rest, changing and ending it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from shared.access import directory, resting
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.resting import Rest
from shared.access.rights import Action, Resource, Right, may, require
from shared.audit.entries import AuditEntry
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.kernel.ids import new_id
from shared.notifier import deliveries
from shared.notifier.context import NotifierContext
from shared.notifier.resting.rules import Weeks, check_weeks
from shared.outbox.senders import Sender
from shared.outbox.writing import Writing, writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

READ = Right(Resource.REST, Action.READ)
CREATE = Right(Resource.REST, Action.CREATE)
CHANGE = Right(Resource.REST, Action.UPDATE)
END = Right(Resource.REST, Action.DELETE)


@dataclass(frozen=True)
class RestsOfOne:
    """The rests of a place or coalition that are not over; `may_agree` says whether the reader may change them."""

    organisation: Organisation
    rests: Sequence[Rest]
    may_agree: bool


def my_rests(context: NotifierContext, actor: Actor) -> list[RestsOfOne]:
    """The coalitions that the person coordinates and the places they belong to, with their rests, by name."""
    today = today_in_amsterdam(context.clock)
    with context.people.read() as people:
        known = directory.organisations(people, actor.scope.places)
        own = [one for one in known.values() if one.kind in ("place", "coalition")]
        found = [rest for rest in resting.rests_of(people, [one.id for one in own]) if rest.ends_on >= today]
    return [
        RestsOfOne(
            one,
            [rest for rest in found if rest.organisation_id == one.id],
            may(actor, CREATE, place_id=one.id).allowed,
        )
        for one in sorted(own, key=lambda one: (one.kind, one.name))
        if may(actor, READ, place_id=one.id).allowed
    ]


def one_rest(context: NotifierContext, actor: Actor, rest_id: str) -> Rest:
    """One season of rest; raises NotFound for that of an organisation that is not the person's."""
    with context.people.read() as people:
        found = resting.find(people, rest_id)
    if found is None or not may(actor, READ, place_id=found.organisation_id).allowed:
        raise NotFound(_("Deze rustperiode is er niet."))
    return found


def may_change(context: NotifierContext, actor: Actor, rest_id: str) -> None:
    """Raises NotFound or Forbidden for who does not change it, before what they sent is looked at."""
    require(actor, CHANGE, place_id=one_rest(context, actor, rest_id).organisation_id)


def agree(
    context: NotifierContext, actor: Actor, organisation_id: str, weeks: Weeks, *, once: Once | None = None
) -> Rest:
    """Keeps a new season of rest. Raises InvalidInput, NotFound or Forbidden."""
    require(actor, CREATE, place_id=organisation_id)
    rest = Rest(new_id(), organisation_id, weeks.starts_on, weeks.ends_on, weeks.note, 1)
    with writing(context.people, Sender.PEOPLE, context.relay, clock=context.clock) as work:
        if once:
            once.begin(work.connection)
        resting.hold(work.connection, organisation_id)
        others = resting.rests_of(work.connection, [organisation_id])
        check_weeks(weeks, others, today_in_amsterdam(context.clock))
        resting.add(work.connection, rest)
        _note(work, actor, "rest.agree", rest)
        if once:
            once.finish(work.connection, rest)
    return rest


def change(context: NotifierContext, actor: Actor, rest_id: str, weeks: Weeks, *, expected_version: int) -> Rest:
    """Replaces its days and note; what waits for its end is looked at anew. Raises Stale when it was changed before."""
    before = one_rest(context, actor, rest_id)
    require(actor, CHANGE, place_id=before.organisation_id)
    today = today_in_amsterdam(context.clock)
    _not_over(before.ends_on < today)
    after = replace(before, starts_on=weeks.starts_on, ends_on=weeks.ends_on, note=weeks.note, version=expected_version)
    with writing(context.people, Sender.PEOPLE, context.relay, clock=context.clock) as work:
        resting.hold(work.connection, before.organisation_id)
        others = [one for one in resting.rests_of(work.connection, [before.organisation_id]) if one.id != rest_id]
        check_weeks(weeks, others, today, before)
        _fresh(resting.change(work.connection, after), before)
        _note(work, actor, "rest.change", after, before)
    _look_anew(context, before.organisation_id)
    return replace(after, version=expected_version + 1)


def end(context: NotifierContext, actor: Actor, rest_id: str, *, expected_version: int) -> None:
    """Ends it now: one that began keeps the days that were, another was never there."""
    before = one_rest(context, actor, rest_id)
    require(actor, END, place_id=before.organisation_id)
    today = today_in_amsterdam(context.clock)
    _not_over(before.ends_on < today)
    ended = replace(before, ends_on=today - timedelta(days=1), version=expected_version)
    with writing(context.people, Sender.PEOPLE, context.relay, clock=context.clock) as work:
        if before.starts_on < today:
            _fresh(resting.change(work.connection, ended), before)
        else:
            _fresh(resting.remove(work.connection, ended), before)
        _note(work, actor, "rest.end", ended, before)
    _look_anew(context, before.organisation_id)


def _look_anew(context: NotifierContext, organisation_id: str) -> None:
    """What waits for the end of the rest asks once more how long; should this fail, it goes out at the old end."""
    with context.people.read() as people:
        places: Iterable[str] = resting.places_under(people, organisation_id)
    with context.database.transaction() as connection:
        deliveries.wake(connection, places, "season_of_rest", context.clock.now())


def _not_over(over: bool) -> None:
    if over:
        raise NotAllowedNow(_("Deze rust is al voorbij."), (), "rest_is_over")


def _fresh(done: bool, current: Rest) -> None:
    if not done:
        raise Stale(_("Iemand anders heeft deze rust net veranderd. Kijk eerst wat er nu staat."), current.version)


def _note(work: Writing, actor: Actor, action: str, after: Rest, before: Rest | None = None) -> None:
    def days(rest: Rest) -> dict[str, object]:
        return {"starts_on": str(rest.starts_on), "ends_on": str(rest.ends_on), "note": rest.note}

    work.note(
        AuditEntry(
            action=action,
            subject=f"rest:{after.id}",
            at=work.clock.now(),
            person_id=actor.person_id,
            organisation_id=after.organisation_id,
            via=actor.acting_via,
            before=days(before) if before else None,
            after=days(after),
        )
    )
