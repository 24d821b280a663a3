"""The shapes of what belongs to a decision: letters, conditions, objections, limits."""

from __future__ import annotations

from marshmallow import fields

from shared.plumbing.schemas import CamelSchema


class CorrespondenceOut(CamelSchema):
    """What went to and fro with the funder for one event."""

    id = fields.String(required=True)
    event = fields.String(required=True)
    happened_on = fields.Date(required=True)
    received_on = fields.Date(required=True, allow_none=True)
    text = fields.String(required=True)
    term_ends_on = fields.Date(required=True, allow_none=True)
    weeks = fields.Integer(required=True, allow_none=True)
    counts_from = fields.Date(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")


class ConditionOut(CamelSchema):
    """A condition of an award; `metOn` null: it is open."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    proof = fields.String(required=True)
    checked_by = fields.String(required=True)
    met_on = fields.Date(required=True, allow_none=True)
    met_note = fields.String(required=True)


class ObjectionOut(CamelSchema):
    """An objection beside the application; `ruling` null: it runs."""

    id = fields.String(required=True)
    against = fields.String(required=True, metadata={"description": "state of the application when it was made"})
    sent_on = fields.Date(required=True)
    grounds = fields.String(required=True)
    ruling = fields.String(required=True, allow_none=True)
    ruling_on = fields.Date(required=True, allow_none=True)
    ruling_received_on = fields.Date(required=True, allow_none=True)
    ruling_note = fields.String(required=True)


class LimitOut(CamelSchema):
    """A limit of the source that seems reached. `firm`: the rule was checked and is fresh, so that it forbids."""

    rule = fields.String(required=True)
    evidence = fields.String(required=True)
    firm = fields.Boolean(required=True)
    free_on = fields.Date(required=True, allow_none=True)
    passed_because = fields.String(required=True, allow_none=True)
