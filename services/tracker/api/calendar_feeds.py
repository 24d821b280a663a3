"""The calendar feed of whoever asks: its address, its wishes, and one deadline as a calendar file."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields, validate

from services.tracker.api.routes import api, context
from services.tracker.domain.calendars.wishes import ALARM_DAYS, CalendarSecret, Wishes
from services.tracker.gateways.calendar_files import MEDIA_TYPE
from services.tracker.usecases.calendars import change_wishes as changing
from services.tracker.usecases.calendars import end_address as ending
from services.tracker.usecases.calendars import make_address as making
from services.tracker.usecases.calendars.own import CREATE, DELETE, READ, SEE_DEADLINES, UPDATE
from services.tracker.usecases.calendars.see_feed import see_feed
from services.tracker.usecases.calendars.take_event import take_event
from shared.access.web import asks_new_proof, require_actor
from shared.plumbing.endpoints import replace_present
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

TAGS = ("deadlines",)
MOST_PLACES = 500


class WishesIn(CamelSchema):
    """`placeIds`: empty for all places. `alarmDays`: how many days before a deadline an alarm sounds, at 09:00."""

    place_ids = fields.List(
        fields.String(validate=validate.Length(1, 36)), required=True, validate=validate.Length(max=MOST_PLACES)
    )
    alarm_days = fields.List(fields.Integer(strict=True), required=True, validate=validate.Length(max=len(ALARM_DAYS)))


class FeedOut(CamelSchema):
    """A feed. `hasAddress` is false before the first address and after it was ended."""

    has_address = fields.Boolean(required=True)
    made_at = fields.AwareDateTime(required=True, allow_none=True)
    last_read_at = fields.AwareDateTime(required=True, allow_none=True)
    place_ids = fields.List(fields.String(), required=True)
    alarm_days = fields.List(fields.Integer(), required=True)
    version = fields.Integer(required=True)


class AddressOut(FeedOut):
    """A feed with its new address, which is given this once: a repeat of the request gives null."""

    address = fields.String(required=True, allow_none=True)


@api.endpoint(
    "GET",
    "/calendar-feed",
    summary="Uw agenda: wat erin komt, en of er een adres is",
    right=READ,
    answer=FeedOut(),
    tags=TAGS,
)
def get_calendar_feed() -> dict[str, object]:
    """The feed of this person."""
    return _out(see_feed(context(), require_actor()).feed)


@api.endpoint(
    "PUT",
    "/calendar-feed",
    summary="Kies van welke plekken termijnen in uw agenda komen, en wanneer een alarm gaat",
    right=UPDATE,
    body=WishesIn(),
    answer=FeedOut(),
    if_match=True,
    tags=TAGS,
)
def put_calendar_feed(body: dict[str, Any], expected_version: int) -> dict[str, object]:
    """Keeps other wishes."""
    return _out(changing.change_wishes(context(), require_actor(), _wishes(body), expected_version=expected_version))


@api.endpoint(
    "POST",
    "/calendar-feed/addresses",
    summary="Maak een nieuw adres voor uw agenda; een eerder adres werkt daarna niet meer",
    right=CREATE,
    answer=AddressOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
@asks_new_proof
def make_calendar_feed_address(once: Once) -> dict[str, object]:
    """Makes an address. The secret is not kept, so a repeat does not give it again."""
    kept = replace_present(once, lambda made: {"status": 201, "body": AddressOut().dump(_made(made, None))})
    made = making.make_address(context(), require_actor(), once=kept)
    return _made(made, made.address)


@api.endpoint(
    "DELETE",
    "/calendar-feed/addresses",
    summary="Laat het adres van uw agenda stoppen",
    right=DELETE,
    tags=TAGS,
)
def end_calendar_feed_address() -> None:
    """The address stops working at once; the wishes stay."""
    ending.end_address(context(), require_actor())


@api.endpoint(
    "GET",
    "/applications/<application_id>/deadlines/<deadline_id>/calendar-file",
    summary="Neem één termijn mee als bestand voor een agenda (iCalendar)",
    right=SEE_DEADLINES,
    files=("text/calendar",),
    tags=TAGS,
)
def get_deadline_file(application_id: str, deadline_id: str) -> Response:
    """The deadline as it is now."""
    data = take_event(context(), require_actor(), application_id, deadline_id)
    headers = {"Content-Disposition": 'attachment; filename="termijn.ics"', "Cache-Control": "no-store"}
    return Response(data, content_type=MEDIA_TYPE, headers=headers)


def _wishes(body: dict[str, Any]) -> Wishes:
    return Wishes(tuple(dict.fromkeys(body["place_ids"])), tuple(dict.fromkeys(body["alarm_days"])))


def _out(feed: CalendarSecret) -> dict[str, object]:
    return {
        "has_address": feed.secret_hash is not None,
        "made_at": feed.made_at,
        "last_read_at": feed.last_read_at,
        "place_ids": feed.wishes.place_ids,
        "alarm_days": feed.wishes.alarm_days,
        "version": feed.version,
    }


def _made(made: making.MadeAddress, address: str | None) -> dict[str, object]:
    return _out(made.feed) | {"address": address}
