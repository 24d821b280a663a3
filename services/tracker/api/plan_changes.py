"""Changes of the plan after an award: asked of the funder or told, and what the funder said."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.award_bodies import PlanAnswerIn, PlanChangeIn, letter_of
from services.tracker.api.routes import api, context
from services.tracker.domain.plan_changes import ChangeKind
from services.tracker.domain.records import Application
from services.tracker.usecases.accounting import answer_change as answering
from services.tracker.usecases.accounting import request_change as requesting
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("awards",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/plan-changes",
    summary="Leg vast dat u de gever een wijziging vroeg of meldde",
    right=requesting.RIGHT,
    body=PlanChangeIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_plan_change(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the question."""
    kind, moved = ChangeKind(body.pop("kind")), body.pop("moved")
    return requesting.request_change(
        context(),
        require_actor(),
        application_id,
        kind=kind,
        moved_cents=moved,
        once=once,
        expected_version=expected_version,
        **body,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/plan-answers",
    summary="Leg vast wat de gever van de wijziging vindt",
    right=answering.RIGHT,
    body=PlanAnswerIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_plan_answer(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Closes the question."""
    return answering.answer_change(
        context(),
        require_actor(),
        application_id,
        approved=body["approved"],
        letter=letter_of(body),
        report_on=body["report_on"],
        once=once,
        expected_version=expected_version,
    )
