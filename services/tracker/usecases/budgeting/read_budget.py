"""Reading the budget of a project with its plan, as one application sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.own_share import PUBLIC, Case, Finding, share_findings
from services.tracker.domain.budgets.plan import Plan, without
from services.tracker.domain.budgets.records import (
    Budget,
    BudgetVersion,
    Cover,
    CoverKind,
    CoverState,
    Freeze,
    FunderNote,
)
from services.tracker.domain.records import Application, project_key
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, budget_requests, budgets, funder_notes, snapshots
from services.tracker.usecases.budgeting.working import ACCEPT_GAP, READ, UPDATE, asks_for_plan, share_of, working_of
from shared.access.actors import Actor
from shared.access.rights import Right, may, require
from shared.access.scope import Scope
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

OPEN = frozenset({CoverState.TO_ASK, CoverState.ASKED})
"""While these rules still matter: after the answer of the source they do not."""


@dataclass(frozen=True)
class BudgetView:
    """The budget, its plan, and what there is to say about them for one application.

    `findings` are rules of the source that the plan does not keep. `frozen` is the version that the application holds
    on to. `versions` has number and moment of each frozen version, `freezes` who held on to them.
    """

    application: Application
    budget: Budget
    plan: Plan
    source_asks: bool
    findings: tuple[Finding, ...]
    frozen: BudgetVersion | None
    versions: tuple[tuple[int, datetime], ...]
    freezes: tuple[Freeze, ...]
    notes: tuple[FunderNote, ...]
    may_change: bool
    may_accept_gap: bool

    @property
    def shows_plan(self) -> bool:
        """Whether the funding plan and the versions are of use here: small requests stay small."""
        return self.plan.asks_for_plan(self.source_asks)

    @property
    def changed_since(self) -> bool:
        """Whether the costs changed after this application got hold of its version."""
        return self.frozen is not None and self.frozen.lines != self.plan.lines

    @property
    def gap_accepted(self) -> bool:
        """Whether the board accepted the gap of now."""
        return self.plan.gap_cents > 0 and self.budget.accepted_gap_cents == self.plan.gap_cents


def read_budget(ctx: TrackerContext, actor: Actor, application_id: str, right: Right = READ) -> BudgetView:
    """The budget of the project that this application belongs to, for who has this right on it.

    Raises NotFound, Forbidden.
    """
    with ctx.database.read() as connection:
        return _view(connection, actor, _application(connection, actor, application_id, right))


def read_version(ctx: TrackerContext, actor: Actor, application_id: str, number: int) -> BudgetVersion:
    """One frozen version of the budget of this application's project. Raises NotFound."""
    with ctx.database.read() as connection:
        application = _application(connection, actor, application_id)
        budget = budgets.of_project(connection, actor.scope, application.place_id, project_key(application))
        if budget is None:
            raise NotFound(_("Deze versie van de begroting is niet gevonden."))
        return budgets.version(connection, actor.scope, budget.id, number)


def what_if(
    ctx: TrackerContext, actor: Actor, application_id: str, cover_id: str, left_cents: int
) -> tuple[Cover, Plan]:
    """A cover, and the plan when it brings only `left_cents`. Nothing is kept. Raises NotFound for another cover."""
    with ctx.database.read() as connection:
        application = _application(connection, actor, application_id)
        plan = working_of(connection, actor.scope, application).plan
    cover = plan.cover(cover_id)
    if cover is None:
        raise NotFound(_("Deze regel van het dekkingsplan is niet gevonden."))
    return cover, without(plan, cover_id, left_cents)


def _application(connection: Connection, actor: Actor, application_id: str, right: Right = READ) -> Application:
    application = applications.get(connection, actor.scope, application_id)
    require(actor, right, place_id=application.place_id, state=application.state.value)
    return application


def _view(connection: Connection, actor: Actor, application: Application) -> BudgetView:
    scope, place_id, state = actor.scope, application.place_id, application.state.value
    working = working_of(connection, scope, application)
    snapshot = snapshots.of_application(connection, scope, application.id)
    budget_id = working.budget.id
    return BudgetView(
        application=application,
        budget=working.budget,
        plan=working.plan,
        source_asks=asks_for_plan(snapshot),
        findings=_findings(connection, scope, application, working.plan, snapshot),
        frozen=budgets.frozen_of(connection, scope, application.id),
        versions=tuple(budgets.version_dates(connection, scope, budget_id)),
        freezes=tuple(budgets.freezes_of_budget(connection, scope, budget_id)),
        notes=tuple(funder_notes.of_application(connection, scope, application.id)),
        may_change=may(actor, UPDATE, place_id=place_id, state=state).allowed,
        may_accept_gap=may(actor, ACCEPT_GAP, place_id=place_id, state=state).allowed,
    )


def _findings(
    connection: Connection, scope: Scope, application: Application, plan: Plan, snapshot: SourceSnapshot
) -> tuple[Finding, ...]:
    share, mine = share_of(snapshot), plan.cover(application.id)
    if share is None or mine is None or mine.state not in OPEN:
        return ()
    public = frozenset[str]()
    if share.get("stacking_max_percent") is not None:
        asked = [cover.id for cover in plan.covers if cover.kind is CoverKind.APPLICATION]
        public = budget_requests.of_providers(connection, scope, asked, PUBLIC)
    return share_findings(share, Case(plan, mine, public))
