"""Writing down what the funder says about a change of the plan."""

from __future__ import annotations

from services.tracker.domain.budgets.records import FreezeReason
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.plan_changes import ChangeKind, ChangeState, PlanChange
from services.tracker.domain.records import Application
from services.tracker.domain.reports import TO_DO, Report, ReportKind
from services.tracker.domain.states import Event
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
from shared.plumbing.idempotency import Once

__all__ = ["RIGHT", "answer_change"]


def answer_change(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    approved: bool,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Closes the open question with a yes or a no; a yes moves the report, and holds on to the new budget.

    Raises InvalidInput, NotAllowedNow when nothing was asked, Stale.
    """
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for(errors_of_letter(change, letter))
        award = award_in(change)
        facts, event = award_facts(change, award), Event.APPROVE_CHANGE if approved else Event.REFUSE_CHANGE
        if award.open_change is not None:
            _answer(change, award.open_change, approved, letter)
        change.happen(event, facts, of_letter(letter), attention_at=nearest(change))
    return change.application


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
    if approved and asked.report_on is not None:
        _move_report(change, asked)


def _move_report(change: Change, asked: PlanChange) -> None:
    kept = award_records.of_application(change.work.connection, change.actor.scope, Report, change.application.id)
    for report in kept:
        if report.kind is ReportKind.FINAL and report.state in TO_DO:
            set_due(change, report, asked.report_on)
