"""What parties do with an agreement."""

from __future__ import annotations

from typing import Any

from services.tracker.api.agreeing.shapes import (
    AgreementOut,
    AgreementSignatureIn,
    AgreementStepIn,
    AmendmentIn,
    DutyOut,
    EvaluationIn,
    MarkIn,
    NoticeIn,
    RenewalIn,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.agreements.obligations import Obligation
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.usecases.agreeing import amend_agreement as amending
from services.tracker.usecases.agreeing import evaluate_agreement as evaluating
from services.tracker.usecases.agreeing import give_notice as noticing
from services.tracker.usecases.agreeing import mark_obligation as marking
from services.tracker.usecases.agreeing import renew_agreement as renewing
from services.tracker.usecases.agreeing import sign_agreement as signing
from services.tracker.usecases.agreeing import take_step as stepping
from services.tracker.usecases.agreeing.parties import EVALUATE, SIGN, WRITE
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("agreements",)


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/steps",
    summary="Voorstellen, nee zeggen, terughalen of stilzetten",
    right=WRITE,
    body=AgreementStepIn(),
    answer=AgreementOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def take_step(agreement_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Agreement:
    """Takes a step that needs no more than a reason."""
    event = AgreementEvent(body["event"])
    return stepping.take_step(
        context(),
        require_actor(),
        agreement_id,
        event,
        reason=body["reason"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/signatures",
    summary="Onderteken, of schrijf een handtekening op papier op",
    right=SIGN,
    body=AgreementSignatureIn(),
    answer=AgreementOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_agreement_signature(agreement_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Agreement:
    """Keeps a signature."""
    return signing.sign_agreement(
        context(), require_actor(), agreement_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/amendments",
    summary="Stel een wijziging voor",
    right=WRITE,
    body=AmendmentIn(),
    answer=AgreementOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_amendment(agreement_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Agreement:
    """Keeps a new version for both to sign."""
    given = body | {"promises": tuple(body["promises"])}
    return amending.amend_agreement(
        context(), require_actor(), agreement_id, once=once, expected_version=expected_version, **given
    )


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/renewals",
    summary="Zeg dat een partij door wil; zeggen beide dat, dan gaat het door",
    right=SIGN,
    body=RenewalIn(),
    answer=AgreementOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_renewal(agreement_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Agreement:
    """Says that one side wants to go on."""
    return renewing.renew_agreement(
        context(), require_actor(), agreement_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/notices",
    summary="Zeg de afspraken op",
    right=SIGN,
    body=NoticeIn(),
    answer=AgreementOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_notice(agreement_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Agreement:
    """Gives notice."""
    return noticing.give_notice(
        context(), require_actor(), agreement_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/evaluations",
    summary="Schrijf het jaarlijkse gesprek op",
    right=EVALUATE,
    body=EvaluationIn(),
    answer=AgreementOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_evaluation(agreement_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Agreement:
    """Keeps the yearly talk."""
    given = body | {"kept": tuple(body["kept"])}
    return evaluating.evaluate_agreement(
        context(), require_actor(), agreement_id, once=once, expected_version=expected_version, **given
    )


@api.endpoint(
    "POST",
    "/agreements/<agreement_id>/duties/<obligation_id>/marks",
    summary="Vink een belofte af",
    right=EVALUATE,
    body=MarkIn(),
    answer=DutyOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_mark(
    agreement_id: str, obligation_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Obligation:
    """Says what became of a duty."""
    return marking.mark_obligation(
        context(), require_actor(), agreement_id, obligation_id, once=once, expected_version=expected_version, **body
    )
