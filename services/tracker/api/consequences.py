"""What follows on a decision: conditions, going on or not, objections, a new try."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.life_bodies import (
    ConditionIn,
    ConditionMetIn,
    LetterIn,
    LimitPassIn,
    ObjectionIn,
    ReasonIn,
    ResubmissionIn,
    RulingIn,
    letter_of,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.domain.rulings import Ruling
from services.tracker.usecases.decided import accept_revised as accepting
from services.tracker.usecases.decided import decline_award as declining
from services.tracker.usecases.decided import object_to_decision as objecting
from services.tracker.usecases.decided import resubmit_application as resubmitting
from services.tracker.usecases.decided.add_condition import add_condition
from services.tracker.usecases.decided.lapse_award import lapse_award
from services.tracker.usecases.decided.meet_condition import meet_condition
from services.tracker.usecases.decided.record_ruling import Answer, record_ruling
from services.tracker.usecases.deciding.recording import RIGHT
from services.tracker.usecases.limiting import pass_limit as passing
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("decisions",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/conditions",
    summary="Leg een voorwaarde van de toekenning vast",
    right=RIGHT,
    body=ConditionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_award_condition(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps a condition."""
    return add_condition(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/conditions/<condition_id>/fulfilments",
    summary="Leg vast dat aan een voorwaarde is voldaan",
    right=RIGHT,
    body=ConditionMetIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_fulfilment(
    application_id: str, condition_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Keeps that it is met."""
    return meet_condition(
        context(), require_actor(), application_id, condition_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/lapses",
    summary="Leg vast dat de toekenning is vervallen",
    right=RIGHT,
    body=LetterIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_lapse(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps that the award is over."""
    letter = letter_of(body)
    return lapse_award(
        context(), require_actor(), application_id, letter=letter, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/acceptances",
    summary="Neem het lagere bedrag aan",
    right=accepting.RIGHT,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_acceptance(application_id: str, once: Once, expected_version: int) -> Application:
    """Goes on with less."""
    return accepting.accept_revised(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/declinations",
    summary="Zie van het geld af",
    right=declining.RIGHT,
    body=ReasonIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_declination(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Does without the money."""
    return declining.decline_award(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/objections",
    summary="Leg vast dat u bezwaar hebt gemaakt",
    right=objecting.RIGHT,
    body=ObjectionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_objection(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the objection."""
    return objecting.object_to_decision(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/rulings",
    summary="Leg vast wat de gever op het bezwaar antwoordt",
    right=RIGHT,
    body=RulingIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_ruling(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the answer."""
    answer = Answer(Ruling(body.pop("ruling")), amount_cents=body.pop("amount"), **body)
    return record_ruling(
        context(), require_actor(), application_id, answer=answer, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/resubmissions",
    summary="Vraag opnieuw aan bij deze bron",
    right=resubmitting.RIGHT,
    body=ResubmissionIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_resubmission(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Starts a new try and gives it."""
    return resubmitting.resubmit_application(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/limit-passes",
    summary="Schrijf op waarom u toch aanvraagt",
    right=passing.RIGHT,
    body=LimitPassIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_limit_pass(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps why people went on."""
    return passing.pass_limit(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )
