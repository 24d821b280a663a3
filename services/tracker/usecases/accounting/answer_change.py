"""Writing down what the funder says about a change of the plan."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.budgets.records import FreezeReason
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.plan_changes import ChangeKind, ChangeState, PlanChange
from services.tracker.domain.records import Application
from services.tracker.domain.reports import TO_DO, Report, ReportKind
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.awards import award_facts, award_in
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, errors_of_letter, funder_act, of_letter
from services.tracker.usecases.budgeting.freeze_budget import freeze_budget
from services.tracker.usecases.changing import Change
from services.tracker.usecases.reporting.obligations import set_due
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

__all__ = ["RIGHT", "answer_change"]


def answer_change(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    approved: bool,
    letter: FunderLetter,
    report_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Closes the open question with a yes or a no; a yes moves the report, and holds on to the new budget.

    `report_on` is the new last day that the funder gives for the report; without one it is the day that was asked. When
    the report was late, such a day makes it in time again. Raises InvalidInput, NotAllowedNow when nothing was asked,
    Stale.
    """
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for([*errors_of_letter(change, letter), *_errors(report_on if approved else None, letter)])
        award = award_in(change)
        asked = award.open_change
        day = (report_on or (asked.report_on if asked else None)) if approved else None
        if asked is not None:
            _answer(change, asked, approved, letter)
            _move_report(change, day)
        facts = award_facts(change, award, term_ends_on=day)
        detail = of_letter(letter) | ({"day": day.isoformat()} if day else {})
        change.happen(_event(change, approved, day), facts, detail, attention_at=nearest(change))
    return change.application


def _event(change: Change, approved: bool, day: date | None) -> Event:
    """A yes with a day to come gives a late report its time back; any other answer leaves it as late as it was."""
    if not approved:
        return Event.REFUSE_CHANGE
    ahead = day is not None and day >= change.now.astimezone(AMSTERDAM).date()
    return Event.GRANT_TERM if ahead and change.application.state is State.REPORT_OVERDUE else Event.APPROVE_CHANGE


def _errors(report_on: date | None, letter: FunderLetter) -> list[FieldError]:
    if report_on is None or report_on >= letter.letter_on:
        return []
    return [FieldError("reportOn", "before_letter", _("De laatste dag ligt vóór de brief."))]


def _answer(change: Change, asked: PlanChange, approved: bool, letter: FunderLetter) -> None:
    award_records.change(
        change.work.connection,
        change.actor.scope,
        asked,
        state=ChangeState.APPROVED if approved else ChangeState.REFUSED,
        answer=letter.note.strip(),
        letter_on=letter.letter_on,
        received_on=letter.received_on,
        answered_by=change.actor.person_id,
        answered_at=change.now,
    )
    if approved and asked.kind is ChangeKind.BUDGET:
        freeze_budget(change, FreezeReason.CHANGED)


def _move_report(change: Change, day: date | None) -> None:
    if day is None:
        return
    kept = award_records.of_application(change.work.connection, change.actor.scope, Report, change.application.id)
    for report in kept:
        if report.kind is ReportKind.FINAL and report.state in TO_DO:
            set_due(change, report, day)
