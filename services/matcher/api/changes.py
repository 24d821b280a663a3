"""What changed at the sources for one need, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.api.paging import PageQuery, decode, page_of
from services.matcher.usecases.alerting.see_changes import SeenChange, see_changes
from services.matcher.usecases.needs.need import READ
from shared.access.web import current_actor
from shared.plumbing.schemas import CamelSchema


class ChangeOut(CamelSchema):
    """One consequence of a new version of a source. `facts` are what `text` was made of."""

    source_id = fields.String()
    source_version = fields.Integer()
    kind = fields.String()
    text = fields.String()
    facts = fields.Dict(keys=fields.String())
    found_at = fields.DateTime()


class ChangePage(CamelSchema):
    """Some of them, newest first."""

    items = fields.List(fields.Nested(ChangeOut))
    next_cursor = fields.String(allow_none=True)


@api.endpoint(
    "GET",
    "/needs/<need_id>/changes",
    summary="Wat er bij de bronnen veranderde voor een behoefte",
    right=READ,
    query=PageQuery(),
    answer=ChangePage(),
    tags=("matches",),
)
def list_changes(need_id: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """Also what the team was not told, as in a season of rest."""
    after = decode(query["cursor"]) or "0"
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    _placed, changes, more = see_changes(context(), current_actor(), need_id, start=start, limit=query["top"])
    return page_of(map(_flat, changes), str(start + len(changes)) if more else None)


def _flat(change: SeenChange) -> dict[str, Any]:
    names = ("source_id", "source_version", "kind", "facts", "found_at")
    return {**{name: getattr(change.row, name) for name in names}, "text": change.text}
