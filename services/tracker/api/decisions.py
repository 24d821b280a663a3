"""What the funder decided."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.bodies import DecisionIn
from services.tracker.api.routes import api, context
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.records import Application
from services.tracker.usecases.applying import record_decision as deciding
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once


@api.endpoint(
    "POST",
    "/applications/<application_id>/decisions",
    summary="Leg het besluit van de gever vast",
    right=deciding.RIGHT,
    body=DecisionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=("decisions",),
)
def add_decision(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the decision."""
    amount, outcome, reasons = body.pop("amount"), Outcome(body.pop("outcome")), tuple(body.pop("reasons"))
    return deciding.record_decision(
        context(),
        require_actor(),
        application_id,
        outcome=outcome,
        amount_cents=amount,
        reasons=reasons,
        once=once,
        expected_version=expected_version,
        **body,
    )
