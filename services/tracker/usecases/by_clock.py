"""What the clock does to one application: the same table and guards as for people, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, Who
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.informing.write_event import write_event
from services.tracker.usecases.scheduling import end_by_event
from shared.access.scope import SYSTEM
from shared.kernel.errors import NotAllowedNow, Stale
from shared.outbox.writing import Writing


@dataclass
class ClockAct:
    """One application in the hands of the clock; `done` tells afterwards whether anything came of it."""

    ctx: TrackerContext
    work: Writing
    application: Application
    now: datetime
    done: bool = False

    def happen(self, event: Event, facts: Mapping[str, object], **values: object) -> Application:
        """Makes the event happen, with its audit row. Raises NotAllowedNow, Stale."""
        before = self.application
        row = decide(before.state, event, frozenset({Who.CLOCK}), Facts(now=self.now, **facts))  # type: ignore[arg-type]
        after = applications.change(
            self.work.connection, SYSTEM, before, state=row.after, updated_at=self.now, **values
        )
        detail = {"from": before.state.value, "to": after.state.value, "version": after.version}
        self.work.note(audit_entry(None, after, event.value, self.now, before=before, detail=detail))
        end_by_event(self.work, SYSTEM, after, event, self.now)
        write_event(self.ctx, self.work, SYSTEM, after, event, self.now)
        self.application = after
        return after


@contextmanager
def by_clock(ctx: TrackerContext, application_id: str) -> Iterator[ClockAct]:
    """A transaction of the clock on one application. What a person did at the same moment goes before: nothing happens.

    The guard looks again in the transaction, so it is safe to run twice at once.
    """
    with suppress(NotAllowedNow, Stale):
        with ctx.write() as work:
            act = ClockAct(ctx, work, applications.get(work.connection, SYSTEM, application_id), ctx.clock.now())
            yield act
        act.done = True
