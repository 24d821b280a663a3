"""Published sources as JSON: open to all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, url_for
from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.given import renamed
from services.matcher.api.paging import PageQuery, decode, page_of
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.redirecting import current_id
from services.matcher.usecases.catalogue.see_sources import see_source
from services.matcher.usecases.searching.read_search import read_search
from services.matcher.usecases.searching.search_sources import search_sources
from shared.access.counting import for_visitors
from shared.access.limits import PUBLIC_SEARCH
from shared.access.rights import PUBLIC
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.kernel.errors import InvalidInput
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
    area = fields.String(load_default=None, metadata={"description": "code of a region; gives there or all around it"})
    theme = fields.String(load_default=None)
    status = fields.String(load_default=None)
    provider_kind = fields.String(load_default=None)


@api.endpoint(
    "GET",
    "/sources",
    summary="Bronnen van steun",
    right=PUBLIC,
    query=SourceQuery(),
    answer=SourcePage(),
    tags=("sources",),
)
@for_visitors(PUBLIC_SEARCH)
def list_sources(query: Mapping[str, Any]) -> dict[str, Any]:
    """By name."""
    regions = current_catalogue(context().database).regions
    try:
        search = read_search({**query, "words": query["query"]}, regions)
    except InvalidInput as problem:
        raise InvalidInput(renamed(problem.errors)) from problem
    found = search_sources(context(), current_actor(), search)
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
