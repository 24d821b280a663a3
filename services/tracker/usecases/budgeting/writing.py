"""What every change of a budget has in common: one transaction, rights, idempotency, version, audit row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, budgets
from services.tracker.usecases.budgeting.meanwhile import stale_budget
from services.tracker.usecases.budgeting.working import Working, working_of
from services.tracker.usecases.changing import audit_entry
from shared.access.actors import Actor
from shared.access.rights import Right, require
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once


@dataclass
class BudgetChange:
    """The budget of a project in the hands of one person, inside one transaction."""

    work: Writing
    actor: Actor
    application: Application
    working: Working
    now: datetime

    def write(self, action: str, detail: Mapping[str, object], **values: Any) -> Working:
        """Writes new values with an audit row `application.<action>`. Raises Stale when somebody else was first."""
        connection, scope, before = self.work.connection, self.actor.scope, self.working.budget
        values |= {"updated_by": self.actor.person_id, "updated_at": self.now}
        if self.working.is_kept:
            after = budgets.change(connection, scope, before, **values)
        else:
            after = replace(before, version=1, **values)
            budgets.add(connection, scope, after)
        self.working = replace(self.working, budget=after, is_kept=True)
        about = {"budget_version": self.working.budget.version, **detail}
        before_it = self.application
        self.work.note(audit_entry(self.actor, self.application, action, self.now, before=before_it, detail=about))
        return self.working


@contextmanager
def changing_budget(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    right: Right,
    *,
    once: Once | None,
    expected_version: int | None,
) -> Iterator[BudgetChange]:
    """A transaction on the budget of an application's project; `expected_version` is that of the budget.

    Raises NotFound or Forbidden for the right, AlreadyDone for a repeated key, Stale.
    """
    with ctx.write() as work:
        application = applications.get(work.connection, actor.scope, application_id)
        require(actor, right, place_id=application.place_id, state=application.state.value)
        if once is not None:
            once.begin(work.connection)
        working = working_of(work.connection, actor.scope, application)
        if expected_version is not None and expected_version != working.budget.version:
            raise stale_budget(ctx, work.connection, working, expected_version)
        change = BudgetChange(work, actor, application, working, ctx.clock.now())
        yield change
        if once is not None:
            once.finish(work.connection, change.working)
