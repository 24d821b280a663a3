"""After the award: its terms, beginning, settlement, and money that goes back."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.award_answers import AwardOut, award_out
from services.tracker.api.award_bodies import (
    AwardReasonIn,
    AwardSettlementIn,
    AwardTermsIn,
    RepaymentClaimIn,
    RepaymentIn,
    RevisionIn,
    asked_of,
    claimed_of,
    letter_of,
    settled_of,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.usecases.accounting import begin_plan as beginning
from services.tracker.usecases.accounting import claim as claiming
from services.tracker.usecases.accounting import closing, repay
from services.tracker.usecases.accounting import revise as revising
from services.tracker.usecases.accounting import revoke as revoking
from services.tracker.usecases.accounting import set_terms as setting
from services.tracker.usecases.accounting import settle as settling
from services.tracker.usecases.accounting import write_off as writing_off
from services.tracker.usecases.reading.read_award import RIGHT, read_award
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("awards",)


@api.endpoint(
    "GET",
    "/applications/<application_id>/award",
    summary="Wat volgt na de toekenning: afspraken, verslagen, geld",
    right=RIGHT,
    answer=AwardOut(),
    tags=TAGS,
)
def get_award(application_id: str) -> dict[str, Any]:
    """All that followed an award."""
    return award_out(read_award(context(), require_actor(), application_id))


@api.endpoint(
    "POST",
    "/applications/<application_id>/award-terms",
    summary="Leg vast wat de gever van u vraagt",
    right=setting.RIGHT,
    body=AwardTermsIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_award_terms(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the terms; the reports that they ask for are made or moved."""
    asked = asked_of(body)
    return setting.set_terms(
        context(), require_actor(), application_id, asked=asked, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/beginnings",
    summary="Begin met het plan",
    right=beginning.RIGHT,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_beginning(application_id: str, once: Once, expected_version: int) -> Application:
    """Marks the plan as begun."""
    return beginning.begin_plan(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/settlements",
    summary="Leg vast wat de gever heeft vastgesteld",
    right=settling.RIGHT,
    body=AwardSettlementIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_settlement(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the settlement."""
    return settling.settle(
        context(),
        require_actor(),
        application_id,
        settled=settled_of(body),
        letter=letter_of(body),
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/closures",
    summary="Sluit de aanvraag af als al het geld binnen is",
    right=closing.RIGHT,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_closure(application_id: str, once: Once, expected_version: int) -> Application:
    """Closes the account."""
    return closing.close_award(context(), require_actor(), application_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/applications/<application_id>/claims",
    summary="Leg vast dat de gever geld terug wil",
    right=claiming.RIGHT,
    body=RepaymentClaimIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_claim(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the claim with its terms."""
    return claiming.claim_back(
        context(),
        require_actor(),
        application_id,
        claimed=claimed_of(body),
        letter=letter_of(body),
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/repayments",
    summary="Leg vast dat u geld terugbetaalde",
    right=repay.RIGHT,
    body=RepaymentIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_repayment(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the payment."""
    return repay.repay(
        context(),
        require_actor(),
        application_id,
        amount_cents=body["amount"],
        paid_on=body["paid_on"],
        note=body["note"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/write-offs",
    summary="Leg vast dat de gever het geld niet terug wil",
    right=writing_off.RIGHT,
    body=AwardReasonIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_write_off(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Lets the claim go."""
    return writing_off.write_off(
        context(),
        require_actor(),
        application_id,
        reason=body["reason"],
        letter=letter_of(body),
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/revocations",
    summary="Leg vast dat de gever de toekenning intrekt",
    right=revoking.RIGHT,
    body=AwardReasonIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_revocation(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Takes the award back."""
    return revoking.revoke_award(
        context(),
        require_actor(),
        application_id,
        reason=body["reason"],
        letter=letter_of(body),
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/revisions",
    summary="Leg vast dat de gever achteraf lager vaststelt",
    right=revising.RIGHT,
    body=RevisionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_revision(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the lower settlement and its claim."""
    return revising.revise_settlement(
        context(),
        require_actor(),
        application_id,
        final_cents=body["final"],
        claimed=claimed_of(body),
        letter=letter_of(body),
        once=once,
        expected_version=expected_version,
    )
