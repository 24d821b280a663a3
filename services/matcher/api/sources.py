"""Published sources as JSON: open to all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, url_for
from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.paging import PageQuery, decode, page_of
from services.matcher.usecases.catalogue.redirecting import current_id
from services.matcher.usecases.catalogue.see_sources import History, search_sources, see_history, see_source
from shared.access.rights import PUBLIC
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.plumbing.schemas import CamelSchema


class SourceOut(CamelSchema):
    """One source. `document` is its record as in catalogue.schema.json; `listed`: still in the catalogue."""

    id = fields.String()
    version = fields.Integer()
    listed = fields.Boolean()
    loaded_at = fields.DateTime()
    document = fields.Dict()


class SourceBrief(CamelSchema):
    """One source in a list."""

    id = fields.String()
    name = fields.String()
    provider = fields.String()
    provider_kind = fields.String()
    status = fields.String()
    support = fields.List(fields.String())
    summary = fields.String()
    seen_on = fields.String(allow_none=True)


class SourcePage(CamelSchema):
    """Some sources, by name."""

    items = fields.List(fields.Nested(SourceBrief))
    total = fields.Integer()
    next_cursor = fields.String(allow_none=True)


class SourceQuery(PageQuery):
    """Which sources."""

    query = fields.String(load_default="", validate=validate.Length(max=200, error="Hooguit 200 tekens."))
    support = fields.String(load_default=None, validate=validate.OneOf(codes("support"), error="Deze code is er niet."))


class FieldChange(CamelSchema):
    """One field that differs from the version before."""

    field = fields.String()
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class SourceVersion(CamelSchema):
    """One version of a source."""

    version = fields.Integer()
    listing = fields.String()
    changed_by = fields.String()
    changed_at = fields.DateTime()
    changes = fields.List(fields.Nested(FieldChange))


class SourceHistory(CamelSchema):
    """Every version, newest first."""

    items = fields.List(fields.Nested(SourceVersion))


@api.endpoint(
    "GET",
    "/sources",
    summary="Bronnen van steun",
    right=PUBLIC,
    query=SourceQuery(),
    answer=SourcePage(),
    tags=("sources",),
)
def list_sources(query: Mapping[str, Any]) -> dict[str, Any]:
    """By name."""
    found = search_sources(context(), current_actor(), query["query"], query["support"])
    ids = [entry.source.id for entry in found]
    after = decode(query["cursor"])
    start = ids.index(after) + 1 if after in ids else 0
    shown = found[start : start + query["top"]]
    more = shown[-1].source.id if shown and start + len(shown) < len(found) else None
    rows = ({**entry.document, "seen_on": entry.source.provenance.seen_on} for entry in shown)
    return {**page_of(rows, more), "total": len(found)}


@api.endpoint("GET", "/sources/<source_id>", summary="Eén bron", right=PUBLIC, answer=SourceOut(), tags=("sources",))
def get_source(source_id: str) -> Any:
    """The whole record; 308 to the kept one when two sources turned out to be one."""
    catalogue, entry = see_source(context(), current_actor(), source_id)
    if (now := current_id(context(), catalogue, source_id)) != source_id:
        return redirect(url_for("api.get_source", source_id=now), code=308)
    about = {"version": entry.version, "listed": entry.listed, "loaded_at": entry.loaded_at}
    return {"id": source_id, "document": entry.document, **about}


@api.endpoint(
    "GET",
    "/sources/<source_id>/versions",
    summary="Wat er aan een bron veranderde",
    right=PUBLIC,
    answer=SourceHistory(),
    tags=("sources",),
)
def list_versions(source_id: str) -> dict[str, History]:
    """Every version with the fields that changed."""
    return {"items": see_history(context(), current_actor(), source_id)}
