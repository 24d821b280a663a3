"""The budget that a place works on for a need, with its funding plan, as one of its applications sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.funding import plan_of
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import Budget, Line
from services.tracker.domain.records import Application
from services.tracker.storage import budget_requests, budgets
from shared.access.rights import Action, Resource, Right
from shared.access.scope import Scope
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.ids import new_id

READ = Right(Resource.APPLICATION_DRAFT, Action.READ)
UPDATE = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
ACCEPT_GAP = Right(Resource.APPLICATION_DRAFT, Action.APPROVE_SUBMIT)

FIRST_LINE = "first"
"""The id of the one line that a budget begins with; ids of lines tell them apart inside one budget only."""

ASKING_PAPERS = frozenset({"budget", "funding_plan"})


@dataclass(frozen=True)
class Working:
    """A budget with its plan. Version 0 means that nobody kept it yet: it is the one that a budget begins with."""

    budget: Budget
    plan: Plan

    @property
    def is_kept(self) -> bool:
        """Whether somebody kept it."""
        return self.budget.version > 0


def working_of(connection: Connection, scope: Scope, application: Application) -> Working:
    """The budget of the project of an application, kept or as it begins."""
    place_id, need_id = application.place_id, application.need_id
    budget = budgets.of_project(connection, scope, place_id, need_id) or _beginning(application)
    return Working(budget, plan_for(connection, scope, budget))


def plan_for(connection: Connection, scope: Scope, budget: Budget) -> Plan:
    """The funding plan of a budget with the applications as they stand now."""
    requests = budget_requests.of_project(connection, scope, budget.place_id, budget.need_id, budget.application_shares)
    return plan_of(budget.lines, budget.covers, requests)


def share_of(snapshot: SourceSnapshot) -> dict[str, Any] | None:
    """What the source says about paying a part; None when it does not tell."""
    share = snapshot.document.get("share")
    return dict(share) if share else None


def asks_for_plan(snapshot: SourceSnapshot) -> bool:
    """Whether the source wants to see a funding plan: it asks for the paper, or pays a part only."""
    return bool(ASKING_PAPERS & set(snapshot.papers or ())) or share_of(snapshot) is not None


def _beginning(application: Application) -> Budget:
    """One line of what is asked, or none while that is not known."""
    amount = application.amount_cents
    lines = (Line(FIRST_LINE, application.need_title, amount),) if amount else ()
    return Budget(
        id=new_id(),
        place_id=application.place_id,
        need_id=application.need_id,
        version=0,
        number=0,
        lines=lines,
        covers=(),
        application_shares={},
        updated_by=application.started_by,
        updated_at=application.created_at,
    )
