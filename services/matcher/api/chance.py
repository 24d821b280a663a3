"""Chances learnt from decisions of the past, as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.usecases.chance.see_chances import SchemeChance, see_chances
from shared.access.web import current_actor
from shared.plumbing.endpoints import PUBLIC
from shared.plumbing.schemas import CamelSchema


class SchemeOut(CamelSchema):
    """One scheme of then. All numbers are null when there is too little history (fewer than five decisions)."""

    scheme = fields.String()
    decider = fields.String()
    year = fields.Integer()
    decisions = fields.Integer()
    too_little_history = fields.Boolean()
    chance = fields.Float(allow_none=True)
    low = fields.Float(allow_none=True)
    high = fields.Float(allow_none=True)
    granted_share = fields.Float(allow_none=True)


class BinOut(CamelSchema):
    """Predictions that lie near each other: what was said, and what came true."""

    predictions = fields.Integer()
    said = fields.Float()
    came_true = fields.Float()


class FiguresOut(CamelSchema):
    """How good the predictions are on ten held-back fifths; Brier scores, lower is better."""

    decisions = fields.Integer()
    brier = fields.Dict(keys=fields.String(), values=fields.Float())
    share_error = fields.Dict(keys=fields.String(), values=fields.Float())
    better = fields.Integer()
    bins = fields.List(fields.Nested(BinOut))


class ChancesOut(CamelSchema):
    """All schemes and the figures; these are schemes of the past, not the sources of the catalogue."""

    schemes = fields.List(fields.Nested(SchemeOut))
    figures = fields.Nested(FiguresOut, allow_none=True)


@api.endpoint(
    "GET",
    "/past-chances",
    summary="Chances per scheme of the past, and how good such chances are",
    right=PUBLIC,
    answer=ChancesOut(),
    tags=("sources",),
)
def list_past_chances() -> dict[str, Any]:
    """Learnt from published decisions; with an interval of 90 percent."""
    seen = see_chances(context(), current_actor())
    return {"schemes": [_flat(scheme) for scheme in seen.schemes], "figures": seen.figures}


def _flat(one: SchemeChance) -> dict[str, Any]:
    chance = one.chance
    return {
        "scheme": one.scheme,
        "decider": one.decider,
        "year": one.year,
        "decisions": one.decisions,
        "too_little_history": chance is None,
        "chance": chance and round(chance.expected, 3),
        "low": chance and round(chance.low, 3),
        "high": chance and round(chance.high, 3),
        "granted_share": round(chance.share, 3) if chance and chance.share is not None else None,
    }
