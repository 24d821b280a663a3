"""One report in the hands of one person, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.records import Worth
from services.tracker.domain.records import Application
from services.tracker.domain.report_contents import BudgetLine, ReportContents, contents_of, missing_from
from services.tracker.domain.reports import Report, ReportKind, SentReport
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities, award_records, budgets
from services.tracker.usecases.accounting.awards import Award, award_in
from services.tracker.usecases.accounting.funder_acts import WITH_FILE
from services.tracker.usecases.accounting.set_terms import UNDER_TERMS
from services.tracker.usecases.changing import Change, changing
from shared.access.actors import Actor
from shared.access.rights import Right
from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow, Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


@dataclass
class ReportChange:
    """A report with its application, the award that it is about, and what stands in it now. `sent`: what went out."""

    change: Change
    award: Award
    report: Report
    contents: ReportContents
    sent: SentReport | None = None

    def missing(self) -> tuple[str, ...]:
        """What must still be there, in the reader's language."""
        return missing_texts(self.report, self.contents, self.award)

    def write(self, **values: object) -> None:
        """Writes new values of the report. Raises Stale."""
        connection, scope = self.change.work.connection, self.change.actor.scope
        self.report = award_records.change(connection, scope, self.report, **values)


@contextmanager
def reporting(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    report_id: str,
    right: Right,
    *,
    once: Once | None,
    expected_version: int | None,
) -> Iterator[ReportChange]:
    """A transaction on one report; `expected_version` is the version of the report. Errors as `changing`."""
    with changing(ctx, actor, application_id, right, once=None, expected_version=None, facts=WITH_FILE) as change:
        if once is not None:
            once.begin(change.work.connection)
        connection, scope = change.work.connection, actor.scope
        report = award_records.get(connection, scope, Report, application_id, report_id)
        if expected_version is not None and expected_version != report.version:
            message = _("Iemand anders heeft dit verslag veranderd terwijl u bezig was. Kijk eerst wat er nu staat.")
            raise Stale(message, report.version)
        _check_waited_for(change, report)
        award = award_in(change)
        contents = read_contents(connection, scope, change.application, report, award)
        working = ReportChange(change, award, report, contents)
        yield working
        if once is not None:
            once.finish(connection, working.sent or working.report)


def _check_waited_for(change: Change, report: Report) -> None:
    """Raises NotAllowedNow for a report beside the final one, which the state table guards, once the award is over."""
    if report.kind is not ReportKind.FINAL and change.application.state not in UNDER_TERMS:
        raise NotAllowedNow(_("De toekenning loopt niet meer. Dit verslag verandert niet meer."), code="state")


def read_contents(
    connection: Connection, scope: Scope, application: Application, report: Report, award: Award
) -> ReportContents:
    """What stands in a report now, against the budget that the application holds on to."""
    done = activities.of_application(connection, scope, application.id)
    return contents_of(report, done, budget_lines(connection, scope, application.id), award.award_cents)


def budget_lines(connection: Connection, scope: Scope, application_id: str) -> list[BudgetLine]:
    """The lines in money of the budget that an application holds on to; none when nothing was frozen for it."""
    frozen = budgets.frozen_of(connection, scope, application_id)
    lines = frozen.lines if frozen else ()
    return [BudgetLine(line.id, line.text, line.cost_cents) for line in lines if line.worth is Worth.MONEY]


def missing_texts(report: Report, contents: ReportContents, award: Award) -> tuple[str, ...]:
    """What must be there before the report can be signed and sent, in the reader's language."""
    return tuple(_(text, **values) for text, values in missing_from(report, contents, award.asked))
