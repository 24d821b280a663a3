"""Handing in, and taking back."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.bodies import SubmissionIn
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.usecases.applying import record_submitted_elsewhere as elsewhere
from services.tracker.usecases.applying import submit_application as submitting
from services.tracker.usecases.applying import withdraw_application as withdrawing
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("submissions",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/submissions",
    summary="Leg vast dat de aanvraag is ingediend, nu of eerder",
    description="Met submittedOn is er eerder elders ingediend en telt dat moment. Zonder telt de tijd van de server.",
    right=submitting.RIGHT,
    body=SubmissionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_submission(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Records handing in, now or elsewhere before."""
    day, at = body.pop("submitted_on"), body.pop("submitted_at")
    common = {**body, "once": once, "expected_version": expected_version}
    if day is None:
        return submitting.submit_application(context(), require_actor(), application_id, **common)
    return elsewhere.record_submitted_elsewhere(
        context(), require_actor(), application_id, submitted_on=day, submitted_at=at, **common
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/withdrawals",
    summary="Trek een ingediende aanvraag in",
    right=withdrawing.RIGHT,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_withdrawal(application_id: str, once: Once, expected_version: int) -> Application:
    """Takes it back."""
    return withdrawing.withdraw_application(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )
