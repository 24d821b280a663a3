"""The activity record in JSON: what is taken and what is given."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from services.tracker.api.pieces import length, text
from services.tracker.domain.activities import MAX_COSTS, NewActivity, NewCost
from shared.plumbing.schemas import AmountField, CamelSchema, FileField

MAX_WHAT = 500
MAX_COST = 200
MAX_LESSON = 5_000


class CostShareIn(CamelSchema):
    """Which part of a cost is asked of one application."""

    application_id = text(36, 1, required=True)
    amount = AmountField(required=True)


class ActivityCostIn(CamelSchema):
    """A cost; with `id` it replaces the one that was there and keeps its receipts."""

    id = text(36, load_default="")
    what = text(MAX_COST, 1, required=True)
    amount = AmountField(required=True)
    line_id = text(36, 1, load_default=None, allow_none=True)
    shares = fields.List(fields.Nested(CostShareIn), load_default=[], validate=validate.Length(max=20))


class ActivityPatch(CamelSchema):
    """An activity; `minutes` of all volunteers together, null when nobody counted."""

    happened_on = fields.Date(required=True)
    what = text(MAX_WHAT, 1, required=True)
    people = fields.Integer(load_default=None, allow_none=True)
    minutes = fields.Integer(load_default=None, allow_none=True)
    lesson = text(MAX_LESSON, load_default="")
    application_ids = fields.List(text(36, 1), load_default=[], validate=validate.Length(max=50))
    costs = fields.List(fields.Nested(ActivityCostIn), load_default=[], validate=validate.Length(max=MAX_COSTS))


class ActivityIn(ActivityPatch):
    """A new activity of a place."""

    place_id = text(36, 1, required=True)


class ActivitiesQuery(CamelSchema):
    """The record of which place, and which page of it."""

    place = text(36, 1, required=True)
    cursor = fields.String(load_default=None, validate=length(1, 100))
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100, error="Kies een getal van 1 tot 100."))


class ActivityRemovalIn(CamelSchema):
    """Whether the activity goes; false brings it back."""

    removed = fields.Boolean(load_default=True)


class ActivityPhotoIn(CamelSchema):
    """A picture of the activity, or the receipt of one of its costs."""

    file = FileField(required=True)
    cost_id = text(36, 1, load_default=None, allow_none=True)


class CostShareOut(CamelSchema):
    """Which part of a cost is asked of one application."""

    application_id = fields.String(required=True)
    amount = AmountField(required=True)


class ActivityCostOut(CamelSchema):
    """A cost, and how much more is asked than it was (0: nothing)."""

    id = fields.String(required=True)
    what = fields.String(required=True)
    amount = AmountField(required=True)
    line_id = fields.String(required=True, allow_none=True)
    shares = fields.List(fields.Nested(CostShareOut), required=True)
    too_much = AmountField(required=True)


class ActivityPhotoOut(CamelSchema):
    """A picture; its bytes come from /activity-photos."""

    id = fields.String(required=True)
    cost_id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True)


class ActivityOut(CamelSchema):
    """An activity. `version` is its ETag; `removedAt` is there while it is taken away."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)
    happened_on = fields.Date(required=True)
    what = fields.String(required=True)
    people = fields.Integer(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)
    lesson = fields.String(required=True)
    application_ids = fields.List(fields.String(), required=True)
    costs = fields.List(fields.Nested(ActivityCostOut), required=True)
    photos = fields.List(fields.Nested(ActivityPhotoOut), required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")
    removed_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """Costs with the names that people see."""
        if attr != "costs":
            return super().get_attribute(obj, attr, default)
        return [
            {
                "id": cost.id,
                "what": cost.what,
                "amount": cost.amount_cents,
                "line_id": cost.line_id,
                "shares": [{"application_id": id_, "amount": cents} for id_, cents in cost.shares],
                "too_much": max(0, sum(cents for _id, cents in cost.shares) - cost.amount_cents),
            }
            for cost in obj.costs
        ]


class ActivitiesOut(CamelSchema):
    """One page of the record; `nextCursor` is null on the last."""

    items = fields.List(fields.Nested(ActivityOut), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


def activity_of(body: dict[str, Any]) -> NewActivity:
    """The activity of a loaded ActivityPatch."""
    costs = tuple(
        NewCost(
            cost["what"],
            cost["amount"],
            tuple((share["application_id"], share["amount"]) for share in cost["shares"]),
            cost["line_id"],
            cost["id"],
        )
        for cost in body.pop("costs")
    )
    return NewActivity(application_ids=tuple(body.pop("application_ids")), costs=costs, **body)
