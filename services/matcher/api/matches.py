"""Matches of a need as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response
from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.match_json import page_json
from services.matcher.api.match_schemas import GROUPS, MatchInFull, MatchPage
from services.matcher.api.paging import PageQuery, decode, link_to
from services.matcher.usecases.matching.sentences.duties import told_duties
from services.matcher.usecases.needs import find_matches, need
from services.matcher.usecases.needs.list_matches import Wanted, ask_for_matches
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.wording.language import current_language


class MatchQuery(PageQuery):
    """Which matches."""

    support = fields.String(load_default=None, validate=validate.OneOf(codes("support"), error="Deze code is er niet."))
    group = fields.String(load_default=None, validate=validate.OneOf(GROUPS, error="Deze groep is er niet."))


@api.endpoint(
    "GET",
    "/needs/<need_id>/matches",
    summary="Bronnen bij een behoefte, wat het best past vooraan",
    right=need.READ,
    query=MatchQuery(),
    answer=MatchPage(),
    tags=("matches",),
)
def list_matches(need_id: str, query: Mapping[str, Any]) -> Response:
    """Every source of the catalogue: what fits, what to find out first, and what is not for you."""
    wanted = Wanted(query["support"], query["group"], decode(query["cursor"]), query["top"])
    asked = ask_for_matches(context(), current_actor(), need_id, wanted)
    body, cursor = asked.catalogue.replies.get((asked.key, current_language()), lambda: page_json(asked))
    if cursor:
        link_to(cursor)
    return Response(body, mimetype="application/json")


@api.endpoint(
    "GET",
    "/needs/<need_id>/matches/<source_id>",
    summary="Eén bron, bekeken bij een behoefte",
    right=need.READ,
    answer=MatchInFull(),
    tags=("matches",),
)
def get_match(need_id: str, source_id: str) -> dict[str, Any]:
    """Every criterion with its answer, the fact and its date, what the giver asks, and earlier applications."""
    found, explained = find_matches.explain_one(context(), current_actor(), need_id, source_id)
    return {
        **explained.row,
        "duties": told_duties(found.need, explained.entry.source, found.catalogue.regions),
        "applied_before": found.placed.place.history.at(explained.entry.source.id),
    }
