"""Applications from before the matcher was told of any: each gets one event, of how it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application, Decision, Submission
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, dossier, matcher_events
from services.tracker.usecases.informing.write_event import Particulars, came_to_nothing, write_event
from shared.access.scope import SYSTEM
from shared.kernel.dates import AMSTERDAM

BATCH = 100
CAME_BY: Mapping[State, Event] = {
    State.DRAFT: Event.START,
    State.INTERNAL_CHECK: Event.START,
    State.READY: Event.START,
    State.SUBMITTED: Event.SUBMIT,
    State.INCOMPLETE: Event.SUBMIT,
    State.IN_REVIEW: Event.SUBMIT,
    State.NOT_CONSIDERED: Event.NOT_CONSIDER,
    State.MISSED: Event.MISS,
    State.STOPPED: Event.STOP,
    State.WITHDRAWN: Event.WITHDRAW,
    State.AWARDED: Event.DECIDE_AWARD,
    State.AWARDED_PARTIAL: Event.DECIDE_PARTIAL,
    State.AWARDED_CONDITIONAL: Event.DECIDE_CONDITIONAL,
    State.REJECTED: Event.DECIDE_REJECT,
    State.DECLINED: Event.DECLINE,
    State.LAPSED: Event.LAPSE,
    State.RUNNING: Event.DECIDE_AWARD,
    State.REPORTED: Event.DECIDE_AWARD,
    State.REPORT_OVERDUE: Event.DECIDE_AWARD,
    State.REVOKED: Event.REVOKE,
    State.SETTLED: Event.SETTLE,
    State.REPAYMENT_DUE: Event.SETTLE,
    State.CLOSED: Event.CLOSE,
}
"""The last event that the matcher would have heard of, by where an application stands; an idea it never hears of."""

_GOES_BACK = frozenset({State.REPAYMENT_DUE, State.CLOSED})


def tell_earlier(ctx: TrackerContext) -> int:
    """Writes the events that are missing and returns how many; a second run finds nothing to do."""
    written = 0
    while True:
        with ctx.write() as work:
            connection, now = work.connection, ctx.clock.now()
            untold = matcher_events.untold(connection, SYSTEM, CAME_BY, BATCH)
            for application in applications.by_ids(connection, SYSTEM, untold).values():
                event, told = _came_by(connection, application), _particulars(connection, application)
                write_event(ctx, work, SYSTEM, application, event, now, told)
        if not untold:
            return written
        written += len(untold)


def _came_by(connection: Connection, application: Application) -> Event:
    back = application.state in _GOES_BACK and came_to_nothing(connection, SYSTEM, application)
    return Event.REVOKE if back else CAME_BY[application.state]


def _particulars(connection: Connection, application: Application) -> Particulars:
    """The day that counts for the giver, from the application's own dated rows, and what was granted."""
    decisions = dossier.of_application(connection, SYSTEM, Decision, application.id)
    if decisions:
        return Particulars(decisions[-1].letter_on, decisions[-1].amount_cents)
    state = application.state
    submissions = dossier.of_application(connection, SYSTEM, Submission, application.id)
    if CAME_BY[state] is Event.SUBMIT and submissions:
        return Particulars(_day(submissions[-1].happened_at))
    return Particulars(_day(application.created_at if CAME_BY[state] is Event.START else application.updated_at))


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
