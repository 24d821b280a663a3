"""Money that came in, and credits that were a mistake."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.money_bodies import CreditIn, InstalmentCreditIn, TakeBackIn
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.usecases.payments.acting import RIGHT
from services.tracker.usecases.payments.record_credit import record_credit
from services.tracker.usecases.payments.take_back_credit import take_back_credit
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("money",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/money/credits",
    summary="Er kwam geld dat niet was aangekondigd",
    right=RIGHT,
    body=CreditIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def record_unplanned_credit(
    application_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Keeps money that nobody had announced."""
    amount = body.pop("amount")
    return record_credit(
        context(),
        require_actor(),
        application_id,
        None,
        amount_cents=amount,
        once=once,
        expected_version=expected_version,
        **body,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/money/credits/<credit_id>/withdrawals",
    summary="Een bedrag was per ongeluk opgeschreven",
    right=RIGHT,
    body=TakeBackIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def withdraw_credit(
    application_id: str, credit_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Takes a credit back."""
    return take_back_credit(
        context(), require_actor(), application_id, credit_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/instalments/<instalment_id>/credits",
    summary="Het geld van een betaling is binnen",
    description="If-Match is hier de versie van de betaling.",
    right=RIGHT,
    body=InstalmentCreditIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_instalment_credit(
    application_id: str, instalment_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Keeps money that came in."""
    amount = body.pop("amount")
    return record_credit(
        context(),
        require_actor(),
        application_id,
        instalment_id,
        amount_cents=amount,
        once=once,
        expected_version=expected_version,
        **body,
    )
