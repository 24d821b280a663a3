"""Everything that follows an award, to show: what is owed, the next date, what was spent, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from services.tracker.domain.activities import Activity
from services.tracker.domain.claims import ClaimTerm
from services.tracker.domain.deadlines import OPEN_DEADLINE
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.report_contents import BudgetLine, ReportContents, fitting
from services.tracker.domain.reports import TO_DO, Report, ReportState, SentReport
from services.tracker.domain.states import GRANTED, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities, applications, award_records, deadlines
from services.tracker.usecases.accounting.awards import Award, award_of
from services.tracker.usecases.reporting.working import budget_lines, missing_texts, read_contents
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require

RIGHT = Right(Resource.REPORT, Action.READ)
MONEY = Right(Resource.INSTALMENT, Action.READ)
FOLLOWED = GRANTED | {State.REVOKED, State.LAPSED}
"""States in which there is something to tell after the award."""


@dataclass(frozen=True)
class AwardView:
    """An award with all that followed. `open_deadlines`: nearest first.

    `sees_money`: whether this person may see what came in and went back; a volunteer without a mandate for money
    does not.
    """

    application: Application
    award: Award
    reports: tuple[Report, ...]
    sent: tuple[SentReport, ...]
    claim_terms: tuple[ClaimTerm, ...]
    activities: tuple[Activity, ...]
    open_deadlines: tuple[Deadline, ...]
    sees_money: bool

    @property
    def spent_cents(self) -> int:
        """What was written down of costs for this award."""
        return sum(cost.share_of(self.application.id) for one in self.activities for cost in one.costs)

    @property
    def left_cents(self) -> int | None:
        """What is left of the award to spend; below zero when more was spent."""
        return None if self.award.award_cents is None else self.award.award_cents - self.spent_cents

    @property
    def asked_reports(self) -> tuple[Report, ...]:
        """The reports that are asked for, also those that were sent."""
        return tuple(report for report in self.reports if report.state is not ReportState.WITHDRAWN)

    @property
    def next_report(self) -> Report | None:
        """The report to write first: the one with the nearest day, undated ones last."""
        waiting = [report for report in self.reports if report.state in TO_DO]
        return min(waiting, key=lambda one: (one.due_on is None, one.due_on or date.max), default=None)

    @property
    def next_deadline(self) -> Deadline | None:
        """The day that comes first."""
        return self.open_deadlines[0] if self.open_deadlines else None


@dataclass(frozen=True)
class ReportView:
    """One report to read, write or print. `fitting`: what could be told, with what is left out too."""

    application: Application
    award: Award
    report: Report
    contents: ReportContents
    fitting: tuple[Activity, ...]
    budget: tuple[BudgetLine, ...]
    missing: tuple[str, ...]
    sent: tuple[SentReport, ...]


def read_award(ctx: TrackerContext, actor: Actor, application_id: str) -> AwardView:
    """All that followed an award. Raises NotFound when it does not exist or this person may not see it."""
    scope = actor.scope
    with ctx.database.read() as connection:
        application = _application(connection, actor, application_id)
        kept = deadlines.of_application(connection, scope, application_id)
        still_open = sorted((one for one in kept if one.state in OPEN_DEADLINE), key=lambda one: one.plan_by)
        return AwardView(
            application=application,
            award=award_of(connection, scope, application_id),
            reports=tuple(award_records.of_application(connection, scope, Report, application_id)),
            sent=tuple(award_records.of_application(connection, scope, SentReport, application_id)),
            claim_terms=tuple(award_records.of_application(connection, scope, ClaimTerm, application_id)),
            activities=tuple(activities.of_application(connection, scope, application_id)),
            open_deadlines=tuple(still_open),
            sees_money=may(actor, MONEY, place_id=application.place_id).allowed,
        )


def read_report(ctx: TrackerContext, actor: Actor, application_id: str, report_id: str) -> ReportView:
    """One report as it stands now. Raises NotFound."""
    scope = actor.scope
    with ctx.database.read() as connection:
        application = _application(connection, actor, application_id)
        report = award_records.get(connection, scope, Report, application_id, report_id)
        award = award_of(connection, scope, application_id)
        contents = read_contents(connection, scope, application, report, award)
        sent = award_records.of_application(connection, scope, SentReport, application_id)
        return ReportView(
            application=application,
            award=award,
            report=report,
            contents=contents,
            fitting=tuple(fitting(report, activities.of_application(connection, scope, application_id))),
            budget=tuple(budget_lines(connection, scope, application_id)),
            missing=missing_texts(report, contents, award),
            sent=tuple(one for one in sent if one.report_id == report.id),
        )


def read_sent(ctx: TrackerContext, actor: Actor, application_id: str, sent_id: str) -> SentReport:
    """A version of a report as it went out. Raises NotFound."""
    with ctx.database.read() as connection:
        _application(connection, actor, application_id)
        return award_records.get(connection, actor.scope, SentReport, application_id, sent_id)


def _application(connection: Connection, actor: Actor, application_id: str) -> Application:
    application = applications.get(connection, actor.scope, application_id)
    require(actor, RIGHT, place_id=application.place_id, state=application.state.value)
    return application
