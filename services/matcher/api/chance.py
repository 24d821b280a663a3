"""Chances learnt from decisions of the past, as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.usecases.chance.see_chances import SchemeChance, see_chances
from services.matcher.usecases.chance.see_own_chances import SourceChance, see_own_chances
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


class OwnChanceOut(CamelSchema):
    """One source of the catalogue with at least five decisions on applications of at least three places here."""

    id = fields.String()
    name = fields.String()
    decisions = fields.Integer()
    chance = fields.Float()
    low = fields.Float()
    high = fields.Float()
    granted_share = fields.Float(allow_none=True)


class OwnFiguresOut(CamelSchema):
    """How good the chances were that could be seen before each decision; Brier scores, lower is better."""

    predictions = fields.Integer()
    brier = fields.Float()
    base_rate = fields.Float()


class OwnChancesOut(CamelSchema):
    """The sources of now. `too_few`: how many have decisions, but not five of three places, and so no number."""

    sources = fields.List(fields.Nested(OwnChanceOut))
    too_few = fields.Integer()
    figures = fields.Nested(OwnFiguresOut, allow_none=True)


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


@api.endpoint(
    "GET",
    "/chances",
    summary="Chances per source, learnt from the applications that were followed here",
    right=PUBLIC,
    answer=OwnChancesOut(),
    tags=("sources",),
)
def list_chances() -> dict[str, Any]:
    """Fewer than five decisions, or than three places, give no number; with an interval of 90 percent."""
    seen = see_own_chances(context(), current_actor())
    return {"sources": [_numbers(one) for one in seen.sources], "too_few": seen.too_few, "figures": seen.figures}


def _numbers(one: SourceChance) -> dict[str, Any]:
    chance = one.chance
    return {
        "id": one.id,
        "name": one.name,
        "decisions": chance.decisions,
        "chance": round(chance.expected, 3),
        "low": round(chance.low, 3),
        "high": round(chance.high, 3),
        "granted_share": None if chance.share is None else round(chance.share, 3),
    }
