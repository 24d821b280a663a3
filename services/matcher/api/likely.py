"""For the tracker only: which sources and needs rows of a fundraiser's own sheet may be about."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from services.matcher.api.base import context
from services.matcher.api.signed_calls import acting_person, blueprint
from services.matcher.usecases.needs.need import READ
from services.matcher.usecases.snapshots.propose_likely import propose_likely
from shared.contracts.likely_sources import MAX_NAME, MOST_ASKED, NamedRow, to_json
from shared.plumbing.endpoints import page, read_json
from shared.plumbing.schemas import CamelSchema, load


class RowIn(CamelSchema):
    """One row with its names."""

    key = fields.String(required=True, validate=validate.Length(1, 100))
    place_id = fields.String(required=True, validate=validate.Length(1, 100))
    source = fields.String(required=True, validate=validate.Length(0, MAX_NAME))
    provider = fields.String(required=True, validate=validate.Length(0, MAX_NAME))
    title = fields.String(required=True, validate=validate.Length(0, MAX_NAME))


class RowsIn(CamelSchema):
    """Rows that are proposed for in one call."""

    items = fields.List(fields.Nested(RowIn), required=True, validate=validate.Length(1, MOST_ASKED))


_BODY = RowsIn()


@page(blueprint, "POST", "/internal/v1/likely-sources", right=READ)
def propose_sources() -> Response:
    """The person stands in the signature; what they may not see is not proposed for."""
    ctx = context()
    actor = acting_person(ctx)
    body: dict[str, Any] = load(_BODY, read_json())
    return jsonify(to_json(propose_likely(ctx, actor, [NamedRow(**item) for item in body["items"]])))
