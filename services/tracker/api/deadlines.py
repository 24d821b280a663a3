"""Closing dates, and what the funder says about being open."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.bodies import ClosingDateIn, FirstContactIn, entered_of
from services.tracker.api.routes import api, context
from services.tracker.domain.contacts import ContactOutcome, Way
from services.tracker.domain.records import Application
from services.tracker.usecases.applying import ask_whether_open as asking
from services.tracker.usecases.applying import set_closing_date as dating
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("deadlines",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/first-contacts",
    summary="Leg vast wat de gever antwoordde",
    right=asking.RIGHT,
    body=FirstContactIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_first_contact(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps what the funder answered."""
    closing, way, outcome = body.pop("closing"), Way(body.pop("way")), ContactOutcome(body.pop("outcome"))
    return asking.record_first_contact(
        context(),
        require_actor(),
        application_id,
        closing=None if closing is None else entered_of(closing),
        way=way,
        outcome=outcome,
        once=once,
        expected_version=expected_version,
        **body,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/closing-dates",
    summary="Zet, bevestig of verplaats de sluitdag",
    right=dating.RIGHT,
    body=ClosingDateIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_closing_date(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Makes the date the next version of the deadline."""
    return dating.set_closing_date(
        context(),
        require_actor(),
        application_id,
        closing=entered_of(body),
        sure=body["sure"],
        once=once,
        expected_version=expected_version,
    )
