"""What the funder lets know while it has an application, and what goes back."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.life_bodies import (
    CompletionRequestIn,
    CompletionSentIn,
    ExtensionIn,
    LateDecisionIn,
    LetterIn,
    SetAsideIn,
    letter_of,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.usecases.deciding import complete_application as completing
from services.tracker.usecases.deciding.ask_completion import ask_completion
from services.tracker.usecases.deciding.extend_term import extend_term
from services.tracker.usecases.deciding.not_consider import not_consider
from services.tracker.usecases.deciding.note_advice import note_advice
from services.tracker.usecases.deciding.note_not_decided import note_not_decided
from services.tracker.usecases.deciding.recording import RIGHT
from services.tracker.usecases.deciding.take_up import take_up
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("correspondence",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/completion-requests",
    summary="Leg vast dat de gever aanvulling vraagt",
    right=RIGHT,
    body=CompletionRequestIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_completion_request(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps what the funder asks."""
    letter = letter_of(body)
    return ask_completion(
        context(), require_actor(), application_id, letter=letter, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/completions",
    summary="Leg vast dat u hebt aangevuld",
    right=completing.RIGHT,
    body=CompletionSentIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_completion_sent(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps that it was sent."""
    return completing.complete_application(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/set-asides",
    summary="Leg vast dat de gever de aanvraag niet behandelt",
    right=RIGHT,
    body=SetAsideIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_set_aside(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps that the funder put it aside."""
    letter = letter_of(body)
    return not_consider(
        context(), require_actor(), application_id, letter=letter, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/review-starts",
    summary="Leg vast dat de gever met beoordelen is begonnen",
    right=RIGHT,
    body=LetterIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_review_start(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps that the funder began."""
    letter = letter_of(body)
    return take_up(
        context(), require_actor(), application_id, letter=letter, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/extensions",
    summary="Leg vast dat de gever het besluit uitstelt",
    right=RIGHT,
    body=ExtensionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_extension(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Moves the day of the decision."""
    letter = letter_of(body)
    return extend_term(
        context(), require_actor(), application_id, letter=letter, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/advices",
    summary="Leg vast wat de gever adviseert",
    right=RIGHT,
    body=LetterIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_advice(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the advice."""
    letter = letter_of(body)
    return note_advice(
        context(), require_actor(), application_id, letter=letter, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/late-decisions",
    summary="Leg vast dat er niet op tijd is besloten",
    description="Bij een overheid staat er daarna een brief klaar. Wij sturen niets.",
    right=RIGHT,
    body=LateDecisionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_late_decision(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps that the day went by."""
    return note_not_decided(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )
