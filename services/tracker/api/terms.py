"""Deadlines of every kind: setting and ending them, choosing the source's date, reading dates, and the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from services.tracker.api.answers import ApplicationOut, deadline_out
from services.tracker.api.bodies import entered_of
from services.tracker.api.routes import api, context
from services.tracker.api.term_shapes import (
    CalendarOut,
    CalendarQuery,
    DeadlineEndIn,
    DeadlineIn,
    GraceIn,
    ReadingIn,
    ReadingOut,
    SourceDateIn,
)
from services.tracker.domain.clock_nights import odd_night
from services.tracker.domain.deadlines import DeadlineState, Entered, Kind
from services.tracker.domain.reading_dates import read_closings
from services.tracker.domain.records import Application
from services.tracker.usecases.dating import choose_source_date as choosing
from services.tracker.usecases.dating import end_deadline_by_hand as ending
from services.tracker.usecases.dating import record_grace as gracing
from services.tracker.usecases.dating import set_deadline as setting
from services.tracker.usecases.reading.read_calendar import read_calendar
from shared.access.bearer import for_tokens
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.kernel.clock import today_in_amsterdam
from shared.plumbing.idempotency import Once

TAGS = ("deadlines",)
QUARTER = timedelta(days=91)


@api.endpoint(
    "POST",
    "/applications/<application_id>/deadlines",
    summary="Zet of verplaats een termijn, naast de sluitdag",
    right=setting.RIGHT,
    body=DeadlineIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_deadline(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Makes the date the next version of the deadline of this kind."""
    return setting.set_deadline(
        context(),
        require_actor(),
        application_id,
        kind=Kind(body["kind"]),
        entered=entered_of(body),
        sure=body["sure"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/deadlines/<deadline_id>/ends",
    summary="Vink een termijn af, met de reden",
    right=ending.SEE,
    body=DeadlineEndIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def end_deadline(
    application_id: str, deadline_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Gives an open deadline its last state."""
    return ending.end_deadline_by_hand(
        context(),
        require_actor(),
        application_id,
        deadline_id,
        state=DeadlineState(body["state"]),
        reason=body["reason"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/source-dates/<change_id>",
    summary="Neem de datum over die de bron nu noemt, of houd de eigen datum",
    right=choosing.SEE,
    body=SourceDateIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def choose_source_date(
    application_id: str, change_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Application:
    """Ends the choice between two dates."""
    return choosing.choose_source_date(
        context(),
        require_actor(),
        application_id,
        change_id,
        take=body["take"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/graces",
    summary="Leg vast tot wanneer de gever deze aanvraag nog aanneemt; dit is niet op te vragen",
    right=gracing.RIGHT,
    body=GraceIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_grace(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Keeps how long the funder waits."""
    return gracing.record_grace(
        context(),
        require_actor(),
        application_id,
        until=entered_of(body),
        told_on=body["told_on"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "GET",
    "/date-readings",
    summary="Lees sluitingsdata uit de woorden van een bron",
    right=SIGNED_IN,
    query=ReadingIn(),
    answer=ReadingOut(),
    tags=TAGS,
)
@for_tokens
def read_dates(query: dict[str, Any]) -> dict[str, object]:
    """What a text says; nothing is kept."""
    understood = read_closings(query["text"], today_in_amsterdam(context().clock))
    return {
        "closings": [_entered_out(one) for one in understood.closings],
        "unsure": understood.unsure,
        "guessed_year": understood.guessed_year,
    }


@api.endpoint(
    "GET",
    "/calendar",
    summary="Alle termijnen van uw plekken tussen twee dagen",
    right=SIGNED_IN,
    query=CalendarQuery(),
    answer=CalendarOut(),
    tags=TAGS,
)
@for_tokens
def get_calendar(query: dict[str, Any]) -> dict[str, object]:
    """The open deadlines, first to be ready first; without days the coming three months."""
    starts_on: date = query.get("starts_on") or today_in_amsterdam(context().clock)
    calendar = read_calendar(
        context(),
        require_actor(),
        starts_on=starts_on,
        ends_on=query.get("ends_on") or starts_on + QUARTER,
        place_id=query.get("place_id"),
        kinds=(Kind(query["kind"]),) if query.get("kind") else tuple(Kind),
    )
    return {
        "starts_on": calendar.starts_on,
        "ends_on": calendar.ends_on,
        "has_more": calendar.has_more,
        "items": [
            {
                "application_id": one.deadline.application_id,
                "title": one.title,
                "source_name": one.source_name,
                "place_id": one.deadline.place_id,
                "place_name": calendar.place_name(one),
                "deadline": deadline_out(one.deadline),
            }
            for one in calendar.entries
        ],
    }


def _entered_out(entered: Entered) -> dict[str, object]:
    odd = odd_night(entered)
    return {
        "date": entered.day,
        "basis": entered.basis,
        "time": None if entered.at is None else entered.at.isoformat("minutes"),
        "odd_night": odd.value if odd else None,
    }
