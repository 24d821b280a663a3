"""Reports to the funder: reading, writing, signing, sending, and questions about them."""

from __future__ import annotations

from typing import Any

from services.tracker.api.award_answers import ReportOut, SentReportOut, WholeReportOut, report_out
from services.tracker.api.award_bodies import ReportPatch, ReportQuestionIn, ReportSentIn, letter_of, written_of
from services.tracker.api.routes import api, context
from services.tracker.domain.reports import Report, SentReport
from services.tracker.usecases.reading.read_award import RIGHT, read_report
from services.tracker.usecases.reporting import question_report as questioning
from services.tracker.usecases.reporting import send_report as sending
from services.tracker.usecases.reporting import sign_report as signing
from services.tracker.usecases.reporting import write_report as writing
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("reports",)
VERSION = "If-Match is hier de versie van het verslag."


@api.endpoint(
    "GET",
    "/applications/<application_id>/reports/<report_id>",
    summary="Een verslag, met wat er nu in staat en wat er nog ontbreekt",
    right=RIGHT,
    answer=WholeReportOut(),
    tags=TAGS,
)
def get_report(application_id: str, report_id: str) -> dict[str, Any]:
    """One report."""
    return report_out(read_report(context(), require_actor(), application_id, report_id))


@api.endpoint(
    "PATCH",
    "/applications/<application_id>/reports/<report_id>",
    summary="Schrijf aan een verslag",
    description=VERSION,
    right=writing.RIGHT,
    body=ReportPatch(),
    answer=ReportOut(),
    if_match=True,
    tags=TAGS,
)
def write_report(application_id: str, report_id: str, body: dict[str, Any], expected_version: int) -> Report:
    """Keeps what was written."""
    now = read_report(context(), require_actor(), application_id, report_id).report
    return writing.write_report(
        context(),
        require_actor(),
        application_id,
        report_id,
        written=written_of(body, now),
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/reports/<report_id>/signatures",
    summary="Teken het verslag als bestuur",
    description=VERSION,
    right=signing.RIGHT,
    answer=ReportOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_signature(application_id: str, report_id: str, once: Once, expected_version: int) -> Report:
    """Signs the report."""
    return signing.sign_report(
        context(), require_actor(), application_id, report_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/reports/<report_id>/submissions",
    summary="Leg vast dat het verslag naar de gever is",
    description=VERSION,
    right=sending.RIGHT,
    body=ReportSentIn(),
    answer=SentReportOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_report_submission(
    application_id: str, report_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> SentReport:
    """Keeps the version that went out."""
    return sending.send_report(
        context(), require_actor(), application_id, report_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/reports/<report_id>/questions",
    summary="Leg een vraag van de gever over het verslag vast",
    description=VERSION,
    right=questioning.RIGHT,
    body=ReportQuestionIn(),
    answer=ReportOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_question(
    application_id: str, report_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Report:
    """Opens the report again."""
    return questioning.question_report(
        context(),
        require_actor(),
        application_id,
        report_id,
        letter=letter_of(body),
        once=once,
        expected_version=expected_version,
        **body,
    )
