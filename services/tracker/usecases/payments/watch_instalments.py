"""What the clock does with instalments: due when their day is there, and the team hears once of money that is late."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

from services.tracker.domain.deadlines import END_OF_OFFICE, is_working_day
from services.tracker.domain.instalments.overview import LATE_AFTER
from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.states import InstalmentEvent, InstalmentState, after
from services.tracker.domain.records import Application
from services.tracker.domain.reminders import START_OF_OFFICE
from services.tracker.domain.states import GRANTED
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, instalments
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.telling import tell_team
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Stale
from shared.outbox.writing import Writing
from shared.wording.dates import plain_date

BATCH = 100
LATE = frozenset({InstalmentState.DUE, InstalmentState.ORDERED, InstalmentState.PAID})

Handle = Callable[[TrackerContext, Writing, Instalment, Application, datetime], bool]


def watch_instalments(ctx: TrackerContext) -> int:
    """Handles what is due or late; returns how many. Safe twice at once: the version of each row decides.

    Of lateness people hear in office hours on working days, and not in a week in which the place rests.
    """
    now = ctx.clock.now()
    local = now.astimezone(AMSTERDAM)
    today = local.date()
    done = _each(ctx, {InstalmentState.PLANNED}, today, _fall_due)
    if START_OF_OFFICE <= local.time() < END_OF_OFFICE and is_working_day(today, holidays_near(today)):
        done += _each(ctx, LATE, today - LATE_AFTER, _tell_late, _resting(ctx, today))
    return done


def _resting(ctx: TrackerContext, today: date) -> frozenset[str]:
    with ctx.people.read() as people:
        return rest_days.resting_on(people, today)


def _each(
    ctx: TrackerContext,
    states: Collection[InstalmentState],
    until: date,
    handle: Handle,
    resting: Collection[str] = (),
) -> int:
    """Handles a batch. Rows of places that rest are not in it: they would keep the rows behind them waiting."""
    with ctx.database.read() as connection:
        rows = instalments.expected_until(connection, SYSTEM, states, until, BATCH, resting)
    return sum(_one(ctx, row, handle) for row in rows)


def _one(ctx: TrackerContext, row: Instalment, handle: Handle) -> bool:
    try:
        with ctx.write() as work:
            application = applications.get(work.connection, SYSTEM, row.application_id)
            return handle(ctx, work, row, application, ctx.clock.now())
    except Stale:
        return False  # somebody wrote down what came of it, or another clock was first


def _fall_due(ctx: TrackerContext, work: Writing, row: Instalment, application: Application, now: datetime) -> bool:
    state = after(row.state, InstalmentEvent.FALL_DUE)
    instalments.change(work.connection, SYSTEM, row, state=state, changed_at=now)
    detail = {"instalment": row.id, "version": application.version}
    work.note(audit_entry(None, application, "money_due", now, before=application, detail=detail))
    return True


def _tell_late(ctx: TrackerContext, work: Writing, row: Instalment, application: Application, now: datetime) -> bool:
    instalments.change(work.connection, SYSTEM, row, late_told_at=now)
    if application.state not in GRANTED:
        return False  # the award is gone: nobody waits for its money any more
    tell_team(
        work,
        application,
        MessageKind.PAYMENT_LATE,
        now,
        occurrence=f"{row.id}:{row.expected_on}",
        amount_cents=row.open_cents,
        expected_text=plain_date(row.expected_on) if row.expected_on else None,
    )
    return True
