"""The budget that a place works on for a need, with its funding plan, as one of its applications sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.checks import MAX_TEXT
from services.tracker.domain.budgets.funding import Request, plan_of
from services.tracker.domain.budgets.labels import COVER_LABELS
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import Budget, Cover, CoverKind, CoverState, Line
from services.tracker.domain.records import Application, project_key
from services.tracker.storage import budget_requests, budgets, snapshots
from shared.access.rights import Action, Resource, Right
from shared.access.scope import Scope
from shared.contracts.codes import label
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.ids import new_id
from shared.wording.language import DUTCH
from shared.wording.texts import gettext as _

READ = Right(Resource.APPLICATION_DRAFT, Action.READ)
UPDATE = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
ACCEPT_GAP = Right(Resource.APPLICATION_DRAFT, Action.APPROVE_SUBMIT)

FIRST = "first"
"""The id of the line that a budget begins with; such ids tell lines and covers apart inside one budget only."""

ASKING_PAPERS = frozenset({"budget", "funding_plan"})


@dataclass(frozen=True)
class Working:
    """A budget with the applications of its project. `is_kept`: it has a row in the database."""

    budget: Budget
    requests: tuple[Request, ...]
    is_kept: bool

    @property
    def is_written(self) -> bool:
        """Whether somebody wrote it; until then it is the one that a budget begins with, and says nothing for sure."""
        return self.budget.version > 0

    @cached_property
    def plan(self) -> Plan:
        """The funding plan with the applications as they stand."""
        budget = self.budget
        return plan_of(budget.lines, budget.covers, self.requests, budget.application_shares)


def working_of(connection: Connection, scope: Scope, application: Application) -> Working:
    """The budget of the project of an application, as somebody wrote it or as it begins."""
    project = (application.place_id, project_key(application))
    kept = budgets.of_project(connection, scope, *project)
    requests = tuple(budget_requests.of_project(connection, scope, *project))
    if kept is not None and kept.version > 0:
        return Working(kept, requests, is_kept=True)
    snapshot = snapshots.of_application(connection, scope, application.id)
    begun = _beginning(application, snapshot, requests)
    if kept is not None:
        begun = replace(begun, id=kept.id, number=kept.number)
    return Working(begun, requests, is_kept=kept is not None)


def share_of(snapshot: SourceSnapshot) -> dict[str, Any] | None:
    """What the source says about paying a part; None when it does not tell."""
    share = snapshot.document.get("share")
    return dict(share) if share else None


def asks_for_plan(snapshot: SourceSnapshot) -> bool:
    """Whether the source wants to see a funding plan: it asks for the paper, or pays a part only."""
    return bool(ASKING_PAPERS & set(snapshot.papers or ())) or share_of(snapshot) is not None


def _beginning(application: Application, snapshot: SourceSnapshot, requests: Sequence[Request]) -> Budget:
    """The costs that the place told with its need, else one line of the most that is asked at one funder."""
    own = snapshot.need_own_cents
    return Budget(
        id=new_id(),
        place_id=application.place_id,
        need_id=project_key(application),
        version=0,
        number=0,
        lines=_told(snapshot) or _asked(application, requests),
        covers=(Cover(FIRST, CoverKind.OWN, _(COVER_LABELS[CoverKind.OWN]), own, CoverState.TO_ASK),) if own else (),
        application_shares={},
        updated_by=application.started_by,
        updated_at=application.created_at,
    )


def _told(snapshot: SourceSnapshot) -> tuple[Line, ...]:
    """The lines that the place told with its need; their ids count from 1."""
    return tuple(
        Line(str(at), (cost.label or label("cost_kind", cost.kind, DUTCH))[:MAX_TEXT], cost.cents, kind=cost.kind)
        for at, cost in enumerate(snapshot.need_costs, start=1)
        if cost.cents > 0
    )


def _asked(application: Application, requests: Sequence[Request]) -> tuple[Line, ...]:
    """One line, the same from each application of the project; none while no amount is known."""
    amount = max((one for one in (application.amount_cents, *(r.asked_cents for r in requests)) if one), default=0)
    return (Line(FIRST, application.need_title[:MAX_TEXT], amount),) if amount else ()
