"""Another lead for a joint application: asked by the lead of now, answered by the board of a partner."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.partner_shapes import LeadOfferIn, PartnershipOut, RefusalIn
from services.tracker.api.partners import ONE, PARTNERS, TAGS
from services.tracker.api.routes import api, context
from services.tracker.domain.partners import Part, Partnership
from services.tracker.domain.records import Application
from services.tracker.usecases.partnering import answer_offer, offer_lead
from services.tracker.usecases.partnering.joint import SIGN
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once


@api.endpoint(
    "POST",
    f"{ONE}/lead-offer",
    summary="Vraag een partner om penvoerder te worden",
    right=SIGN,
    body=LeadOfferIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_lead_offer(
    application_id: str, partnership_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Asks it; nothing moves before its board says yes. The version is that of the application."""
    return offer_lead.offer_lead(
        context(),
        require_actor(),
        application_id,
        partnership_id,
        part=Part(body["role"], body["share_cents"], body["tasks"]),
        document_ids=body["document_ids"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    f"{PARTNERS}/lead-offer/withdrawal",
    summary="Trek de vraag om penvoerder te worden in",
    right=SIGN,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_offer_withdrawal(application_id: str, once: Once, expected_version: int) -> Application:
    """Takes the open offer back."""
    return offer_lead.withdraw_offer(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    f"{ONE}/lead-offer/acceptance",
    summary="Word penvoerder",
    right=SIGN,
    answer=PartnershipOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_offer_acceptance(application_id: str, partnership_id: str, once: Once, expected_version: int) -> Partnership:
    """Makes the partner the lead, and gives the part of the old lead. The version is that of the own part."""
    return answer_offer.accept_lead(
        context(), require_actor(), application_id, partnership_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    f"{ONE}/lead-offer/refusal",
    summary="Word geen penvoerder",
    right=SIGN,
    body=RefusalIn(),
    answer=PartnershipOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_offer_refusal(
    application_id: str, partnership_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Partnership:
    """Leaves the lead where it is; the partner goes on taking part."""
    return answer_offer.refuse_lead(
        context(), require_actor(), application_id, partnership_id, once=once, expected_version=expected_version, **body
    )
