"""How fresh the catalogue is, and which givers to call first, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.api.paging import PageQuery, decode, page_of
from services.matcher.usecases.care.rights import CHECK
from services.matcher.usecases.care.see_calls import Call, see_calls
from services.matcher.usecases.care.see_freshness import Freshness, see_freshness
from shared.access.web import current_actor
from shared.plumbing.schemas import CamelSchema

TAGS = ("catalogue care",)


class AgesOut(CamelSchema):
    """How many sources there are: seen lately, long ago, and without a date."""

    total = fields.Integer()
    fresh = fields.Integer()
    old = fields.Integer()
    undated = fields.Integer()


class StatusAgesOut(AgesOut):
    """The same for one status."""

    status = fields.String()


class FreshnessOut(AgesOut):
    """The freshness of everything that is listed."""

    by_status = fields.List(fields.Nested(StatusAgesOut))


class CallOut(CamelSchema):
    """A giver to call: how many open needs wait, what that is `worth`, what to say. `rests`: called in vain lately."""

    source_id = fields.String()
    name = fields.String()
    provider = fields.String()
    phone = fields.String(allow_none=True)
    url = fields.String(allow_none=True)
    needs = fields.Integer()
    worth = fields.Float()
    rests = fields.Boolean()
    read_aloud = fields.String()


class CallsOut(CamelSchema):
    """Calls, the most valuable first; `left` open needs were not looked at yet: ask again for the rest."""

    items = fields.List(fields.Nested(CallOut))
    total = fields.Integer()
    left = fields.Integer()
    next_cursor = fields.String(allow_none=True)


@api.endpoint(
    "GET", "/catalogue/freshness", summary="Hoe vers de catalogus is", right=CHECK, answer=FreshnessOut(), tags=TAGS
)
def get_freshness() -> Freshness:
    """Over all sources that are listed."""
    return see_freshness(context(), current_actor())


@api.endpoint(
    "GET",
    "/catalogue/calls",
    summary="Welke gevers het eerst te bellen",
    right=CHECK,
    query=PageQuery(),
    answer=CallsOut(),
    tags=TAGS,
)
def get_calls(query: Mapping[str, Any]) -> dict[str, Any]:
    """By how many open needs of your places wait for the answer, and how well they fit."""
    given = decode(query["cursor"]) or ""
    start = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
    found = see_calls(context(), current_actor(), start=start, limit=query["top"])
    following = found.start + len(found.calls)
    more = str(following) if following < found.total else None
    return {**page_of(map(_flat, found.calls), more), "total": found.total, "left": found.left}


def _flat(call: Call) -> dict[str, Any]:
    source, waiting = call.entry.source, call.waiting
    return {
        "source_id": source.id,
        "name": source.name,
        "provider": source.provider,
        "phone": call.phone,
        "url": source.url or source.provenance.source_url,
        "needs": waiting.needs,
        "worth": round(waiting.worth, 3),
        "rests": waiting.rests,
        "read_aloud": " ".join(call.read_aloud),
    }
