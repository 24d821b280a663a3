"""The searches that a person keeps, as JSON; everybody sees their own only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.usecases.searching import change_search as changing
from services.matcher.usecases.searching import keep_search as keeping
from services.matcher.usecases.searching import saved_search as seeing
from services.matcher.usecases.searching.saved_search import SavedSearch
from shared.access.web import current_actor
from shared.plumbing.endpoints import replace_present
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema


class SearchCriteria(CamelSchema):
    """What is looked for; left out means anything."""

    words = fields.String()
    support = fields.String()
    area = fields.String()
    theme = fields.String()
    status = fields.String()
    provider_kind = fields.String()


class SearchOut(CamelSchema):
    """A kept search. `count`: sources found now; `newSources`: ids of what is new or changed since the last look."""

    id = fields.String()
    version = fields.Integer()
    name = fields.String()
    criteria = fields.Nested(SearchCriteria)
    alerts = fields.Boolean()
    count = fields.Integer()
    new_sources = fields.List(fields.String())
    created_at = fields.DateTime()
    looked_at = fields.DateTime()


class SearchList(CamelSchema):
    """All kept searches of the person, newest first; fifty at most."""

    items = fields.List(fields.Nested(SearchOut))


class SearchIn(GivenSchema):
    """A search to keep: a name, and at least one criterion. Messages are on unless `alerts` is false."""

    name = fields.String(required=True)
    words = fields.String()
    support = fields.String()
    area = fields.String()
    theme = fields.String()
    status = fields.String()
    provider_kind = fields.String()
    alerts = fields.Boolean()


class SearchPatch(GivenSchema):
    """Another name, or messages on or off."""

    name = fields.String()
    alerts = fields.Boolean()


@api.endpoint("GET", "/searches", summary="Mijn zoekvragen", right=seeing.READ, answer=SearchList(), tags=("searches",))
def list_searches() -> dict[str, Any]:
    """Newest first."""
    return {"items": [_flat(one) for one in seeing.my_searches(context(), current_actor())]}


@api.endpoint(
    "POST",
    "/searches",
    summary="Bewaar een zoekvraag",
    right=seeing.CREATE,
    body=SearchIn(),
    answer=SearchOut(),
    status=201,
    idempotent=True,
    tags=("searches",),
)
def create_search(body: Given, once: Once) -> Mapping[str, Any]:
    """A new kept search."""
    present = once.present
    once = replace_present(once, lambda kept: present(_flat(kept)))
    with named_as_sent(body, lambda: keeping.check_search(context(), body)):
        return _flat(keeping.keep_search(context(), current_actor(), body, once=once))


@api.endpoint(
    "GET",
    "/searches/<search_id>",
    summary="Eén zoekvraag",
    right=seeing.READ,
    answer=SearchOut(),
    tags=("searches",),
)
def get_search(search_id: str) -> Mapping[str, Any]:
    """One kept search; reading it here is not looking at it."""
    return _flat(seeing.my_search(context(), current_actor(), search_id))


@api.endpoint(
    "PATCH",
    "/searches/<search_id>",
    summary="Verander de naam, of zet berichten aan of uit",
    right=seeing.CHANGE,
    body=SearchPatch(),
    answer=SearchOut(),
    if_match=True,
    tags=("searches",),
)
def patch_search(search_id: str, body: Given, expected_version: int) -> Mapping[str, Any]:
    """Only the fields that are named."""
    with named_as_sent(body, lambda: changing.read_changes(body)):
        changed = changing.change_search(context(), current_actor(), search_id, body, expected_version=expected_version)
    return _flat(changed)


@api.endpoint(
    "DELETE",
    "/searches/<search_id>",
    summary="Haal een zoekvraag weg",
    right=seeing.DELETE,
    if_match=True,
    tags=("searches",),
)
def delete_search(search_id: str, expected_version: int) -> None:
    """It can be taken back on the page with the kept searches, right after."""
    changing.delete_search(context(), current_actor(), search_id, expected_version=expected_version)


def _flat(kept: SavedSearch) -> dict[str, Any]:
    row = kept.row
    names = ("id", "version", "name", "criteria", "alerts", "created_at", "looked_at")
    return {**{name: getattr(row, name) for name in names}, "count": kept.count, "new_sources": list(kept.new_sources)}
