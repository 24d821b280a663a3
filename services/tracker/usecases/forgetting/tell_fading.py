"""A month before an application that was never sent is let go its team hears so, once each time that it lay still."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, forgetting
from services.tracker.usecases.telling import subject_of, tell_team
from shared.access.scope import SYSTEM
from shared.audit import AuditEntry, entries
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.retention import Kept, kept_for
from shared.plumbing.database import one_at_a_time

BEFORE = timedelta(days=30)
AT_ONCE = 1_000
STILL_WANTED = frozenset({State.IDEA, State.DRAFT, State.INTERNAL_CHECK, State.READY})
"""What was stopped or missed goes without a word: nobody waits for it."""
TOLD = "application.fading_told"


def tell_fading(ctx: TrackerContext) -> int:
    """Tells of those whose month has begun; returns how many. Safe to run at any moment, twice at once."""
    goes = ctx.clock.now() - kept_for(Kept.DRAFTS)
    with ctx.database.read() as connection:
        found = forgetting.old_applications(connection, SYSTEM, STILL_WANTED, goes + BEFORE, AT_ONCE, not_before=goes)
    return sum(_tell(ctx, one) for one in found)


def _tell(ctx: TrackerContext, one: forgetting.Old) -> bool:
    subject = subject_of(one.id)
    with ctx.write() as work:
        one_at_a_time(work.connection, f"fading {one.id}")
        lines = entries(work.connection, subject)
        if any(line.action == TOLD and line.at > one.changed_at for line in lines):
            return False
        application = applications.get(work.connection, SYSTEM, one.id)
        now = ctx.clock.now()
        work.note(AuditEntry(TOLD, subject, now, None, one.place_id))
        tell_team(work, application, MessageKind.DRAFT_FADES, now, until=_last_day(one.changed_at))
    return True


def _last_day(changed_at: datetime) -> str:
    return (changed_at + kept_for(Kept.DRAFTS)).astimezone(AMSTERDAM).date().isoformat()
