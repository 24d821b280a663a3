"""Who else hears when a closing comes near and the application is still a draft.

A volunteer with a mandate is of the team and has had every reminder. Two days before, a coordinator hears of it too:
somebody who can call.
"""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.deadlines import Kind
from services.tracker.domain.records import Application, Deadline, KeptReminder
from services.tracker.domain.reminders import occurrence_of
from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.usecases.telling import tell_coordinators
from shared.contracts.messages import MessageKind
from shared.outbox.writing import Writing

DAYS_LEFT = 2


def escalate(
    ctx: TrackerContext,
    work: Writing,
    row: KeptReminder,
    application: Application,
    deadline: Deadline,
    now: datetime,
) -> None:
    """Tells the coordinators of the place, in the transaction of the reminder itself: once, as that is."""
    if row.offset_days != DAYS_LEFT or deadline.kind is not Kind.CLOSING or application.state is not State.DRAFT:
        return
    tell_coordinators(
        ctx,
        work,
        application,
        MessageKind.DEADLINE_AT_RISK,
        now,
        closing=deadline,
        occurrence=occurrence_of(row.deadline_id, row.deadline_version, row.offset_days),
        useful_until=row.useful_until,
    )
