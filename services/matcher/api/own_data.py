"""What a person may ask about their own data, as JSON."""

from __future__ import annotations

from typing import Any, BinaryIO

from flask import Response
from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.usecases.own_data import asking
from services.matcher.usecases.own_data.asking import ASK, OwnData
from shared.access.own_data.requests import Kind, Request, State
from shared.access.web import require_actor
from shared.plumbing.files_out import as_file
from shared.plumbing.schemas import CamelSchema

TAGS = ("own-data",)


class DataRequestOut(CamelSchema):
    """One request. `expiresAt` is until when its file can be fetched; `reason` is why it was refused."""

    id = fields.String(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    state = fields.Enum(State, by_value=True, required=True)
    asked_at = fields.AwareDateTime(required=True)
    done_at = fields.AwareDateTime(allow_none=True, required=True)
    expires_at = fields.AwareDateTime(allow_none=True, required=True)
    reason = fields.String(required=True)


class OwnDataOut(CamelSchema):
    """The requests, newest first, and the organisations where the person must hand over before an erasure."""

    asked = fields.List(fields.Nested(DataRequestOut), required=True, attribute="requests")
    held_by = fields.List(fields.String(), required=True)


class ErasureIn(CamelSchema):
    """Must be true: it can't be undone."""

    sure = fields.Boolean(required=True)


@api.endpoint("GET", "/own-data", summary="Mijn gegevens", right=ASK, answer=OwnDataOut(), tags=TAGS)
def get_own_data() -> dict[str, Any]:
    """What was asked, and where it stands."""
    own: OwnData = asking.see_own_data(context(), require_actor())
    return {"requests": [_shown(one) for one in own.asked], "held_by": own.held_by}


@api.endpoint(
    "POST",
    "/own-data/files",
    summary="Vraag een bestand met alles wat wij over u bewaren",
    right=ASK,
    answer=DataRequestOut(),
    status=202,
    tags=TAGS,
)
def create_own_file() -> dict[str, Any]:
    """It is made within seconds; asking again while it is being made gives the same request."""
    return _shown(asking.ask_access(context(), require_actor()))


@api.endpoint("GET", "/own-data/files/<request_id>", summary="Haal uw bestand op", right=ASK, tags=TAGS)
def get_own_file(request_id: str) -> Response:
    """A zip, for seven days. Asks for a sign-in of five minutes ago at most."""
    data = asking.take_file(context(), require_actor(), request_id)

    def write(file: BinaryIO) -> None:
        file.write(data)

    return as_file(write, "application/zip", "mijn-gegevens.zip")


@api.endpoint(
    "POST",
    "/own-data/erasures",
    summary="Laat uw gegevens wissen",
    right=ASK,
    body=ErasureIn(),
    answer=DataRequestOut(),
    status=202,
    tags=TAGS,
)
def create_erasure(body: dict[str, Any]) -> dict[str, Any]:
    """At once, unless the person has a task that somebody must take over: then a coordinator decides first."""
    return _shown(asking.ask_erasure(context(), require_actor(), sure=body["sure"]))


def _shown(one: Request) -> dict[str, Any]:
    shown = {name: getattr(one, name) for name in ("id", "kind", "state", "asked_at", "done_at", "expires_at")}
    return shown | {"reason": one.reason if one.state is State.REFUSED else ""}
