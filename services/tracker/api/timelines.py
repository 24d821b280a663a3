"""What happened with an application, or at a place."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from services.tracker.api.routes import api, context
from services.tracker.domain.log_kinds import LogKind
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT
from services.tracker.usecases.reading.see_timeline import (
    LOG_RIGHT,
    Timeline,
    see_timeline_of_application,
    see_timeline_of_place,
)
from shared.access.web import require_actor
from shared.plumbing.schemas import CamelSchema


class TimelineQuery(CamelSchema):
    """Which kind, and from where."""

    kind = fields.Enum(LogKind, by_value=True, load_default=None)
    cursor = fields.String(load_default=None, validate=validate.Length(1, 36, error="Deze cursor is niet van ons."))


class TimelineLineOut(CamelSchema):
    """One act: its code, whose it was, for whom, on what, and which fields changed."""

    id = fields.String(required=True)
    at = fields.AwareDateTime(required=True, format="iso")
    action = fields.String(required=True)
    subject = fields.String(required=True)
    person_id = fields.String(required=True, allow_none=True)
    person_name = fields.String(required=True)
    acting_for = fields.String(required=True, allow_none=True)
    changed = fields.List(fields.String(), required=True)
    detail = fields.Dict(required=True)


class TimelineOut(CamelSchema):
    """Some lines, newest first; `nextCursor` is null on the last page."""

    items = fields.List(fields.Nested(TimelineLineOut), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@api.endpoint(
    "GET",
    "/applications/<application_id>/timeline",
    summary="Wat er met een aanvraag gebeurde",
    right=DRAFT_RIGHT,
    query=TimelineQuery(),
    answer=TimelineOut(),
    tags=("timeline",),
)
def get_timeline_of_application(application_id: str, query: dict[str, Any]) -> dict[str, object]:
    """Newest first."""
    return _out(see_timeline_of_application(context(), require_actor(), application_id, **query)[1])


@api.endpoint(
    "GET",
    "/places/<place_id>/timeline",
    summary="Wat er bij een plek gebeurde",
    right=LOG_RIGHT,
    query=TimelineQuery(),
    answer=TimelineOut(),
    tags=("timeline",),
)
def get_timeline_of_place(place_id: str, query: dict[str, Any]) -> dict[str, object]:
    """Newest first; a volunteer gets what they did themselves."""
    return _out(see_timeline_of_place(context(), require_actor(), place_id, **query)[1])


def _out(found: Timeline) -> dict[str, object]:
    names = ("id", "at", "action", "subject", "person_id", "acting_for", "changed", "detail")
    items = [
        {name: getattr(line, name) for name in names} | {"person_name": found.names.get(line.person_id or "", "")}
        for line in found.lines
    ]
    return {"items": items, "next_cursor": found.next_cursor}
