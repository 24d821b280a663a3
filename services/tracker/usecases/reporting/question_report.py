"""Writing down that the funder has a question about a report, and until when the place can answer."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.reports import Report, ReportKind, ReportState
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.awards import award_facts
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, WITH_FILE, errors_of_letter, of_letter
from services.tracker.usecases.accounting.news import News, tell_news
from services.tracker.usecases.reporting.obligations import set_due
from services.tracker.usecases.reporting.working import ReportChange, reporting
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

__all__ = ["RIGHT", "WITH_FILE", "question_report"]


def question_report(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    report_id: str,
    *,
    question: str,
    answer_by: date,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Report:
    """Opens the report again with a new last day. Raises InvalidInput, NotAllowedNow when it was not sent, Stale."""
    with reporting(
        ctx, actor, application_id, report_id, RIGHT, once=once, expected_version=expected_version
    ) as working:
        change = working.change
        raise_for([*errors_of_letter(change, letter), *_errors(question, answer_by, letter)])
        if working.report.state is not ReportState.SENT:
            raise NotAllowedNow(_("Dit verslag is nog niet bij de gever."), (), "report_not_sent")
        values = {"state": ReportState.QUESTIONED, "question": question.strip(), "signed_by": None, "signed_at": None}
        working.report = set_due(change, working.report, answer_by, **values)
        _record(working, answer_by, letter)
        tell_news(change, News.REPORT_QUESTIONED, day=answer_by)
    return working.report


def _record(working: ReportChange, answer_by: date, letter: FunderLetter) -> None:
    change = working.change
    detail = of_letter(letter) | {"report": working.report.kind.value, "day": answer_by.isoformat()}
    if working.report.kind is ReportKind.FINAL:
        facts = award_facts(change, working.award, term_ends_on=answer_by)
        change.happen(Event.QUESTION_REPORT, facts, detail, attention_at=nearest(change))
    else:
        change.write("report_questioned", detail, attention_at=nearest(change))


def _errors(question: str, answer_by: date, letter: FunderLetter) -> list[FieldError]:
    errors: list[FieldError] = []
    if not question.strip():
        errors.append(FieldError("question", "required", _("Schrijf op wat de gever wil weten.")))
    if answer_by < letter.letter_on:
        errors.append(FieldError("answerBy", "before_letter", _("De laatste dag ligt vóór de brief.")))
    return errors
