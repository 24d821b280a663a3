"""What the JSON of a match holds."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.plumbing.schemas import CamelSchema

GROUPS = ("fits", "find_out", "not_for_you")
ANSWERS = ("yes", "no", "unknown")


class Reason(CamelSchema):
    """One criterion: its answer, the fact it rests on, and when unknown what is missing and who can give it."""

    code = fields.String()
    criterion = fields.String()
    verdict = fields.String(validate=validate.OneOf(ANSWERS))
    strength = fields.String()
    fact = fields.String(allow_none=True)
    value = fields.Raw(allow_none=True)
    text = fields.String()
    missing = fields.String(allow_none=True)
    ask = fields.String(allow_none=True)
    seen_on = fields.String(allow_none=True)
    source_url = fields.String(allow_none=True)


class NextClosing(CamelSchema):
    """The next day to ask by, and what that day rests on."""

    on = fields.String()
    basis = fields.String()
    text = fields.String(allow_none=True)


class MatchOut(CamelSchema):
    """One source in the light of a need. `score` (0 to 100) is the sum of `parts`."""

    id = fields.String()
    name = fields.String()
    provider = fields.String()
    provider_kind = fields.String()
    eligibility = fields.String(validate=validate.OneOf(ANSWERS))
    group = fields.String(validate=validate.OneOf(GROUPS))
    score = fields.Float()
    parts = fields.Dict(keys=fields.String(), values=fields.Float())
    reasons = fields.List(fields.Nested(Reason))
    best_reasons = fields.List(fields.String())
    check = fields.String()
    checked_on = fields.String(allow_none=True)
    verified = fields.Boolean()
    status = fields.String()
    mechanism = fields.String()
    support = fields.List(fields.String())
    is_signpost = fields.Boolean()
    hides = fields.List(fields.String())
    closing = fields.Nested(NextClosing, allow_none=True)
    summary = fields.String()
    url = fields.String(allow_none=True)


class MatchPage(CamelSchema):
    """Some matches, best first; `counts` is of all."""

    items = fields.List(fields.Nested(MatchOut))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    reckoned_on = fields.Date()
    next_cursor = fields.String(allow_none=True)
