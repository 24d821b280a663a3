"""The clock lets go of applications that were kept for long enough (shared.kernel.retention)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.storage import forgetting
from services.tracker.usecases.telling import subject_of
from shared.access.scope import SYSTEM
from shared.audit import AuditEntry
from shared.kernel.retention import YEAR, Kept, kept_for

AT_ONCE = 20

NEVER_SENT = frozenset({State.IDEA, State.STOPPED, State.DRAFT, State.INTERNAL_CHECK, State.READY, State.MISSED})
WITHOUT_MONEY = frozenset({State.NOT_CONSIDERED, State.WITHDRAWN, State.REJECTED, State.DECLINED, State.LAPSED})
FINISHED = frozenset({State.SETTLED, State.REVOKED, State.CLOSED})


def forget_dossiers(ctx: TrackerContext) -> int:
    """Removes what is too old, some at a time; returns how many applications.

    Each is a transaction of its own, with a row in the log. What anybody changed meanwhile is left.
    """
    forgotten = 0
    for what, states, before in _terms(ctx.clock.now()):
        with ctx.database.read() as connection:
            found = forgetting.old_applications(connection, SYSTEM, states, before, AT_ONCE)
        forgotten += sum(_forget(ctx, what, one) for one in found)
    return forgotten


def _terms(now: datetime) -> Iterator[tuple[Kept, frozenset[State], datetime]]:
    yield Kept.DRAFTS, NEVER_SENT, now - kept_for(Kept.DRAFTS)
    yield Kept.REFUSED, WITHOUT_MONEY, now - kept_for(Kept.REFUSED)
    # Seven years after the year in which it was settled.
    years = kept_for(Kept.DOSSIERS) // YEAR
    yield Kept.DOSSIERS, FINISHED, datetime(now.year - years, 1, 1, tzinfo=UTC)


def _forget(ctx: TrackerContext, what: Kept, one: forgetting.Old) -> bool:
    now = ctx.clock.now()
    with ctx.write() as work:
        gone = forgetting.forget(work.connection, SYSTEM, one, now)
        if gone:
            detail = {"rule": what.value, "state": one.state}
            work.note(AuditEntry("application.forgotten", subject_of(one.id), now, None, one.place_id, detail=detail))
    return gone
