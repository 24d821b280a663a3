"""What can be paid now, the batches of a host, and one batch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from services.tracker.domain.payouts.batches import next_working_day, refusal_to_approve, refusal_to_export
from services.tracker.domain.payouts.numbers import WAITING
from services.tracker.domain.payouts.records import Batch, Group, Line, Payment, PayoutSettings
from services.tracker.domain.payouts.states import Means, PaymentState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.payouts.acting import APPROVE, READ, UPDATE
from services.tracker.usecases.payouts.hosts import host_name
from services.tracker.usecases.payouts.plan_all import Plannable, plannable
from services.tracker.usecases.payouts.propose_batch import Ready
from services.tracker.usecases.payouts.second_person import second_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Fact, may, require
from shared.access.scope import Scope
from shared.kernel.clock import today_in_amsterdam

SHOWN = 50


@dataclass(frozen=True)
class Waiting:
    """A planned payment by bank with its street; `hindrance` is a code of domain.payouts.numbers.HINDRANCES."""

    payment: Payment
    group: Group
    hindrance: str | None


@dataclass(frozen=True)
class BatchList:
    """What can be put in a batch, and the batches there are, newest first."""

    host_id: str
    host_name: str
    settings: PayoutSettings | None
    plannable: tuple[Plannable, ...]
    waiting: tuple[Waiting, ...]
    batches: tuple[Batch, ...]
    first_day: date

    @property
    def plannable_cents(self) -> int:
        """What can be planned in all."""
        return sum(one.amount_cents for one in self.plannable)


@dataclass(frozen=True)
class BatchView:
    """One batch with its payments; refusals are codes of domain.payouts.batches.REFUSALS, None when it may be done."""

    batch: Batch
    host_name: str
    lines: tuple[Line, ...]
    groups: dict[str, Group]
    people: dict[str, str]
    may_approve: bool
    approve_refusal: str | None
    may_change: bool
    export_refusal: str | None


def list_batches(ctx: TrackerContext, actor: Actor, host_id: str) -> BatchList:
    """The batches of a host. Raises NotFound when this person may not see them."""
    require(actor, READ, place_id=host_id)
    with ctx.database.read() as connection:
        settings = shelves.settings_of(connection, actor.scope, host_id)
        batches = shelves.BATCHES.of(connection, actor.scope, place_id=host_id, newest=True, limit=SHOWN)
        to_plan = plannable(connection, actor.scope, host_id)
        waiting = _waiting(connection, actor.scope, settings, ctx.clock.now())
    # Three days on, as with a new number, so that the day that stands there is always good.
    earliest = today_in_amsterdam(ctx.clock) + WAITING + timedelta(days=1)
    return BatchList(
        host_id=host_id,
        host_name=host_name(ctx, host_id),
        settings=settings,
        plannable=tuple(to_plan),
        waiting=tuple(waiting),
        batches=tuple(batches),
        first_day=next_working_day(earliest, holidays_near(earliest)),
    )


def read_batch(ctx: TrackerContext, actor: Actor, batch_id: str) -> BatchView:
    """One batch. Raises NotFound when this person may not see it."""
    with ctx.database.read() as connection:
        batch = shelves.BATCHES.get(connection, actor.scope, batch_id)
        require(actor, READ, place_id=batch.place_id)
        lines = shelves.LINES.of(connection, actor.scope, batch_id=batch.id)
        groups = shelves.GROUPS.of(connection, actor.scope, id={one.group_id for one in lines})
        settings = shelves.settings_of(connection, actor.scope, batch.place_id)
    now, today = ctx.clock.now(), today_in_amsterdam(ctx.clock)
    second = second_of(ctx, actor, batch.place_id, batch.proposed_by, now)
    with ctx.people.read() as connection:
        who = (batch.proposed_by, batch.approved_by, batch.exported_by)
        names = directory.people_names(connection, {one for one in who if one})
    other = frozenset({Fact.PROPOSED_BY_OTHER})
    return BatchView(
        batch=batch,
        host_name=host_name(ctx, batch.place_id),
        lines=tuple(lines),
        groups={one.id: one for one in groups},
        people=names,
        may_approve=may(actor, APPROVE, place_id=batch.place_id, facts=other).allowed,
        approve_refusal=refusal_to_approve(batch, second),
        may_change=may(actor, UPDATE, place_id=batch.place_id).allowed,
        export_refusal=refusal_to_export(batch, now, today, settings),
    )


def _waiting(connection: Connection, scope: Scope, settings: PayoutSettings | None, now: datetime) -> list[Waiting]:
    if settings is None:
        return []
    host_id = settings.place_id
    payments = shelves.PAYMENTS.of(connection, scope, place_id=host_id, state=PaymentState.PLANNED, means=Means.BANK)
    ready = Ready.of(connection, scope, settings, payments)
    groups = {one.id: one for one in shelves.groups_of(connection, scope, host_id)}
    return [Waiting(one, groups[one.group_id], ready.hindrance_of(one, now)) for one in payments]
