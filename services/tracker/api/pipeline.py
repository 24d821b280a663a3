"""The pipeline: numbers and sums by phase and by place."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.api.list_query import WantedQuery, wanted_by
from services.tracker.api.routes import api, context
from services.tracker.domain.phases import Phase
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT
from services.tracker.usecases.reading.see_pipeline import Pipeline, see_pipeline
from shared.access.web import require_actor
from shared.plumbing.schemas import AmountField, CamelSchema


class PhaseOut(CamelSchema):
    """One phase. `expected` is asked times chance where both are known; `withoutChance` counts the others."""

    phase = fields.Enum(Phase, by_value=True, required=True)
    number = fields.Integer(required=True)
    asked = AmountField(required=True, attribute="asked_cents")
    granted = AmountField(required=True, attribute="granted_cents")
    expected = AmountField(required=True, attribute="expected_cents", allow_none=True)
    without_chance = fields.Integer(required=True, allow_none=True, attribute="unknown")


class PlaceLineOut(CamelSchema):
    """One place over all phases; `numbers` by phase."""

    place_id = fields.String(required=True)
    name = fields.String(required=True)
    numbers = fields.Dict(keys=fields.Enum(Phase, by_value=True), values=fields.Integer(), required=True)
    asked = AmountField(required=True, attribute="asked_cents")
    granted = AmountField(required=True, attribute="granted_cents")


class PipelineOut(CamelSchema):
    """All phases in the order of the way, and the places by name."""

    phases = fields.List(fields.Nested(PhaseOut), required=True)
    places = fields.List(fields.Nested(PlaceLineOut), required=True)


@api.endpoint(
    "GET",
    "/pipeline",
    summary="De aanvragen van uw plekken per fase, met de sommen",
    right=DRAFT_RIGHT,
    query=WantedQuery(),
    answer=PipelineOut(),
    tags=("applications",),
)
def get_pipeline(query: dict[str, Any]) -> Pipeline:
    """Over everything that was asked for and that this person may see."""
    ctx = context()
    return see_pipeline(ctx, require_actor(), wanted_by(query, ctx.clock.now()))
