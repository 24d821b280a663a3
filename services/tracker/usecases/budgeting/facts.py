"""What the guards of the state table may know of the budget."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application
from services.tracker.storage import snapshots
from services.tracker.usecases.budgeting.working import asks_for_plan, working_of
from shared.access.scope import Scope


def budget_facts(connection: Connection, scope: Scope, application: Application) -> dict[str, object]:
    """`budget_gap_cents`, `gap_accepted` and `revised_budget_closes` of guards.Facts; nothing while nobody wrote it.

    Money that is asked for counts as cover. A gap is accepted by the board for exactly its amount, or because the
    request is small and nobody asked for a funding plan. Too much is no gap: it is warned of, and refused in a report.
    """
    working = working_of(connection, scope, application)
    if not working.is_written:
        return {}
    gap = working.plan.gap_cents
    asked = asks_for_plan(snapshots.of_application(connection, scope, application.id))
    accepted = gap > 0 and (working.budget.accepted_gap_cents == gap or not working.plan.asks_for_plan(asked))
    return {"budget_gap_cents": gap, "gap_accepted": accepted, "revised_budget_closes": gap == 0 or accepted}
