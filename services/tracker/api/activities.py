"""The activity record of a place."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from services.tracker.api.activity_shapes import (
    ActivitiesOut,
    ActivitiesQuery,
    ActivityIn,
    ActivityOut,
    ActivityPatch,
    ActivityPhotoIn,
    ActivityRemovalIn,
    activity_of,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.activities import Activity
from services.tracker.usecases.reading.read_activities import list_activities, read_activity
from services.tracker.usecases.recording import add_activity as adding
from services.tracker.usecases.recording import edit_activity as editing
from services.tracker.usecases.recording import photos
from services.tracker.usecases.recording import remove_activity as removing
from services.tracker.usecases.recording.activities import READ
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once
from shared.uploads import MAX_FILE_BYTES, check_upload
from shared.uploads.kinds import MEDIA_TYPES
from shared.uploads.serving import as_download

TAGS = ("activities",)
ROOM = 64 * 1024
"""What a form needs around its file."""


@api.endpoint(
    "GET",
    "/activities",
    summary="Wat een plek deed, het nieuwste vooraan",
    right=READ,
    query=ActivitiesQuery(),
    answer=ActivitiesOut(),
    tags=TAGS,
)
def get_activities(query: dict[str, Any]) -> Response:
    """A page of the record."""
    page = list_activities(context(), require_actor(), query["place"], cursor=query["cursor"], limit=query["limit"])
    return jsonify(ActivitiesOut().dump({"items": page.items, "next_cursor": page.next_cursor}))


@api.endpoint(
    "POST",
    "/activities",
    summary="Schrijf op wat u deed",
    right=adding.RIGHT,
    body=ActivityIn(),
    answer=ActivityOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def add_activity(body: dict[str, Any], once: Once) -> Activity:
    """Keeps an activity."""
    place_id = body.pop("place_id")
    return adding.add_activity(context(), require_actor(), place_id=place_id, given=activity_of(body), once=once)


@api.endpoint("GET", "/activities/<activity_id>", summary="Eén activiteit", right=READ, answer=ActivityOut(), tags=TAGS)
def get_activity(activity_id: str) -> Activity:
    """One activity."""
    return read_activity(context(), require_actor(), activity_id)


@api.endpoint(
    "PATCH",
    "/activities/<activity_id>",
    summary="Verander een activiteit en haar kosten",
    right=editing.RIGHT,
    body=ActivityPatch(),
    answer=ActivityOut(),
    if_match=True,
    tags=TAGS,
)
def edit_activity(activity_id: str, body: dict[str, Any], expected_version: int) -> Activity:
    """Writes the new values."""
    return editing.edit_activity(
        context(), require_actor(), activity_id, given=activity_of(body), expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/activities/<activity_id>/removals",
    summary="Haal een activiteit weg, of zet die terug",
    right=removing.RIGHT,
    body=ActivityRemovalIn(),
    answer=ActivityOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_activity_removal(activity_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Activity:
    """Takes it away, or back."""
    return removing.remove_activity(
        context(), require_actor(), activity_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/activities/<activity_id>/photos",
    summary="Voeg een foto of een bon toe",
    right=photos.RIGHT,
    body=ActivityPhotoIn(),
    answer=ActivityOut(),
    idempotent=True,
    if_match=True,
    max_body=MAX_FILE_BYTES + ROOM,
    tags=TAGS,
)
def add_activity_photo(activity_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Activity:
    """Adds a picture."""
    file, cost_id = body["file"], body["cost_id"]
    kinds = photos.RECEIPTS if cost_id else photos.PICTURES
    return photos.add_photo(
        context(),
        require_actor(),
        activity_id,
        picture=check_upload(file.stream, file.filename, kinds=kinds),
        cost_id=cost_id,
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "GET",
    "/activity-photos/<photo_id>",
    summary="Een foto of bon",
    right=READ,
    files=tuple(MEDIA_TYPES.values()),
    tags=TAGS,
)
def get_activity_photo(photo_id: str) -> Response:
    """The bytes of a picture, as a download."""
    photo, data = photos.read_photo(context(), require_actor(), photo_id)
    return as_download(data, photo.name, photo.media_type)
