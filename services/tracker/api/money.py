"""The money of an application: how it comes, what its funder tells of it, and what a place expects."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.money_answers import MoneyOut, PlaceMoneyOut, money_out, place_money_out
from services.tracker.api.money_bodies import (
    InstalmentPatch,
    InstalmentStepIn,
    PlaceMoneyQuery,
    PlanIn,
    SentLetterIn,
    plan_of,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.instalments.states import InstalmentEvent
from services.tracker.domain.records import Application
from services.tracker.usecases.payments import read_money as reading
from services.tracker.usecases.payments.acting import RIGHT
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.read_place_money import read_place_money
from services.tracker.usecases.payments.reschedule_instalment import reschedule_instalment
from services.tracker.usecases.payments.send_letter import send_letter
from services.tracker.usecases.payments.step_instalment import step_instalment
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("money",)
OF_INSTALMENT = "If-Match is hier de versie van de betaling."


@api.endpoint(
    "GET",
    "/money",
    summary="Wat een plek aan geld verwacht en kreeg",
    right=reading.RIGHT,
    query=PlaceMoneyQuery(),
    answer=PlaceMoneyOut(),
    tags=TAGS,
)
def get_place_money(query: dict[str, Any]) -> dict[str, object]:
    """Expected against received over all applications of a place."""
    return place_money_out(read_place_money(context(), require_actor(), query["place"]))


@api.endpoint(
    "GET",
    "/applications/<application_id>/money",
    summary="Het geld van één aanvraag",
    right=reading.RIGHT,
    answer=MoneyOut(),
    tags=TAGS,
)
def get_money(application_id: str) -> dict[str, object]:
    """Award, instalments, credits and sums."""
    return money_out(reading.read_money(context(), require_actor(), application_id))


@api.endpoint(
    "POST",
    "/applications/<application_id>/money/plans",
    summary="Schrijf op hoe het geld komt",
    right=RIGHT,
    body=PlanIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def plan_money(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Makes the instalments."""
    return make_plan(
        context(),
        require_actor(),
        application_id,
        plan=plan_of(body),
        first_on=body["first_on"],
        last_on=body["last_on"],
        needs_letter=body["needs_letter"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/money/letters",
    summary="De getekende brief is teruggestuurd",
    right=RIGHT,
    body=SentLetterIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def send_signed_letter(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps the day of the letter."""
    return send_letter(context(), require_actor(), application_id, once=once, expected_version=expected_version, **body)


@api.endpoint(
    "POST",
    "/applications/<application_id>/instalments/<instalment_id>/steps",
    summary="Schrijf op wat de gever van een betaling zegt",
    description=OF_INSTALMENT,
    right=RIGHT,
    body=InstalmentStepIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def step(
    application_id: str, instalment_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Moves an instalment."""
    event = InstalmentEvent(body.pop("event"))
    return step_instalment(
        context(),
        require_actor(),
        application_id,
        instalment_id,
        event,
        once=once,
        expected_version=expected_version,
        **body,
    )


@api.endpoint(
    "PATCH",
    "/applications/<application_id>/instalments/<instalment_id>",
    summary="Verander de dag of de naam van een betaling",
    description=OF_INSTALMENT,
    right=RIGHT,
    body=InstalmentPatch(),
    answer=ApplicationOut(),
    if_match=True,
    tags=TAGS,
)
def reschedule(application_id: str, instalment_id: str, body: dict[str, Any], expected_version: int) -> Application:
    """Writes day and name."""
    return reschedule_instalment(
        context(), require_actor(), application_id, instalment_id, expected_version=expected_version, **body
    )
