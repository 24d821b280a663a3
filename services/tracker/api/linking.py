"""Tying what came from a sheet to a need and a source of the catalogue."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.pieces import text
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.usecases.linking import link_source as linking
from services.tracker.usecases.linking.see_likely import NOTHING, see_unlinked
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT
from shared.access.web import require_actor
from shared.plumbing.schemas import CamelSchema

TAGS = ("exchange",)


class UnlinkedQuery(CamelSchema):
    """Which page."""

    cursor = text(200, 1)


class LikelySourceOut(CamelSchema):
    """A source whose name looks like what stood in the sheet."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    provider = fields.String(required=True)


class LikelyNeedOut(CamelSchema):
    """A need of the same place."""

    id = fields.String(required=True)
    title = fields.String(required=True)


class UnlinkedOut(CamelSchema):
    """An application without a source, with what it may be about, the most alike in front."""

    application = fields.Nested(ApplicationOut, required=True)
    sources = fields.List(fields.Nested(LikelySourceOut), required=True)
    needs = fields.List(fields.Nested(LikelyNeedOut), required=True)


class UnlinkedPageOut(CamelSchema):
    """One page; `proposed` is false when the matcher was away, so that nothing could be proposed."""

    items = fields.List(fields.Nested(UnlinkedOut), required=True)
    total = fields.Integer(required=True)
    proposed = fields.Boolean(required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SourceChoiceIn(CamelSchema):
    """The need and the source."""

    need_id = text(120, 1, required=True)
    source_id = text(120, 1, required=True)


@api.endpoint(
    "GET",
    "/applications-without-source",
    summary="Aanvragen uit bladen die nog geen bron hebben, met voorstellen",
    right=DRAFT_RIGHT,
    query=UnlinkedQuery(),
    answer=UnlinkedPageOut(),
    tags=TAGS,
)
def get_unlinked(query: dict[str, Any]) -> dict[str, object]:
    """A page of them."""
    seen = see_unlinked(context(), require_actor(), cursor=query.get("cursor"))
    found = [(one.application, seen.likely.get(one.application.id, NOTHING)) for one in seen.page.items]
    items = [{"application": one, "sources": likely.sources, "needs": likely.needs} for one, likely in found]
    return {"items": items, "total": seen.total, "proposed": not seen.away, "next_cursor": seen.page.next_cursor}


@api.endpoint(
    "PUT",
    "/applications/<application_id>/source",
    summary="Kies de bron uit de catalogus voor een aanvraag uit een blad",
    right=linking.RIGHT,
    body=SourceChoiceIn(),
    answer=ApplicationOut(),
    if_match=True,
    tags=TAGS,
)
def link_application(application_id: str, body: dict[str, Any], expected_version: int) -> Application:
    """Ties it."""
    return linking.link_source(context(), require_actor(), application_id, expected_version=expected_version, **body)


@api.endpoint(
    "POST",
    "/applications/<application_id>/source/undo",
    summary="Draai de keuze van de bron terug, binnen een dag",
    right=linking.RIGHT,
    answer=ApplicationOut(),
    if_match=True,
    tags=TAGS,
)
def unlink_application(application_id: str, expected_version: int) -> Application:
    """Takes it back."""
    return linking.unlink_source(context(), require_actor(), application_id, expected_version=expected_version)
