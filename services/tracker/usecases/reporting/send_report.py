"""Writing down that a report went to the funder. The place sends it itself; what went out is kept and never changed."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.report_contents import frozen
from services.tracker.domain.reports import ReportKind, ReportState, SentReport
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.awards import award_facts
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.news import News, tell_news
from services.tracker.usecases.reporting.obligations import end_report
from services.tracker.usecases.reporting.refusing import refuse_incomplete
from services.tracker.usecases.reporting.sign_report import RIGHT
from services.tracker.usecases.reporting.working import ReportChange, reporting
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

__all__ = ["RIGHT", "send_report"]


def send_report(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    report_id: str,
    *,
    sent_on: date,
    channel: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> SentReport:
    """Keeps a version of the report as it went out; only the final report moves the application on.

    Raises InvalidInput, NotAllowedNow while it is not signed or not complete any more, Stale.
    """
    with reporting(
        ctx, actor, application_id, report_id, RIGHT, once=once, expected_version=expected_version
    ) as working:
        change = working.change
        if sent_on > change.now.astimezone(AMSTERDAM).date():
            message = _("Deze dag komt nog. Schrijf op wanneer u het verslag stuurde.")
            raise_for([FieldError("sentOn", "in_future", message)])
        missing = _missing(working)
        end_report(change, working.report, DeadlineState.MET, "already_submitted")
        detail: dict[str, object] = {"report": working.report.kind.value, "sent_on": sent_on.isoformat()}
        if working.report.kind is ReportKind.FINAL:
            facts = award_facts(change, working.award, report_missing=missing)
            change.happen(Event.SUBMIT_REPORT, facts, detail, attention_at=nearest(change))
        else:
            refuse_incomplete(missing, change.now)
            change.write("report_sent", detail, attention_at=nearest(change))
        working.sent = sent = _keep(working, sent_on, channel)
        tell_news(change, News.REPORT_SENT, day=sent_on)
    return sent


def _missing(working: ReportChange) -> tuple[str, ...]:
    """Looked at again: costs of another funder may have been added since the signature."""
    if working.report.state is ReportState.SENT:
        return (_("dit verslag is al ingediend"),)
    signature = () if working.report.state is ReportState.SIGNED else (_("laat het bestuur tekenen"),)
    return (*working.missing(), *signature)


def _keep(working: ReportChange, sent_on: date, channel: str) -> SentReport:
    change, report = working.change, working.report
    sent = SentReport(
        id=new_id(),
        report_id=report.id,
        application_id=report.application_id,
        place_id=report.place_id,
        number=report.sent_times + 1,
        sent_on=sent_on,
        channel=channel,
        body=frozen(report, working.contents, working.award.asked),
        signed_by=report.signed_by or change.actor.person_id,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
    award_records.add(change.work.connection, change.actor.scope, sent)
    working.write(state=ReportState.SENT, sent_times=sent.number, question="")
    return sent
