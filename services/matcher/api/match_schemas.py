"""What the JSON of a match holds."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.contracts.application_events import Standing
from shared.plumbing.schemas import AmountField, CamelSchema

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


class Worth(CamelSchema):
    """Is it worth an evening? `most` is null where no limit is known; `percent` is its part of what is sought."""

    text = fields.String()
    hours = fields.Float()
    most = AmountField(attribute="most_cents", allow_none=True)
    percent = fields.Integer(allow_none=True)
    hangs_on = fields.String()
    is_low = fields.Boolean()
    is_too_long = fields.Boolean()


class Refusal(CamelSchema):
    """The one fact that shuts a source out, and what would make it a yes; without `changes` it stays a no."""

    criterion = fields.String()
    code = fields.String()
    text = fields.String()
    can_change = fields.Boolean()
    changes = fields.List(fields.String())
    change_text = fields.String()


class Call(CamelSchema):
    """The one call or look-up that settles a source of which a fact is missing; `ask` tells who knows it."""

    ask = fields.String(allow_none=True)
    fact = fields.String(allow_none=True)
    question = fields.String()
    provider = fields.String()
    url = fields.String(allow_none=True)
    read_aloud = fields.String(allow_none=True)


class MatchOut(CamelSchema):
    """One source in the light of a need. `score` (0 to 100) is the sum of `parts`."""

    id = fields.String()
    name = fields.String()
    provider = fields.String()
    provider_kind = fields.String()
    eligibility = fields.String(validate=validate.OneOf(ANSWERS))
    group = fields.String(validate=validate.OneOf(GROUPS))
    is_strong = fields.Boolean()
    score = fields.Float()
    parts = fields.Dict(keys=fields.String(), values=fields.Float())
    reasons = fields.List(fields.Nested(Reason))
    best_reasons = fields.List(fields.String())
    check = fields.String()
    worth = fields.Nested(Worth, allow_none=True)
    refusal = fields.Nested(Refusal, allow_none=True)
    call = fields.Nested(Call, allow_none=True)
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


class AppliedOut(CamelSchema):
    """An earlier application of this place at this source, as its newest event tells."""

    application_id = fields.String()
    standing = fields.String(validate=validate.OneOf([standing.value for standing in Standing]))
    happened_on = fields.Date()
    asked_cents = fields.Integer(allow_none=True)
    granted_cents = fields.Integer(allow_none=True)


class DutyOut(CamelSchema):
    """One thing the giver asks of who applies: when (before, applying, starting, money, afterwards), and in words."""

    stage = fields.String()
    code = fields.String()
    text = fields.String()


class MatchInFull(MatchOut):
    """One source in the light of a need, what it asks of who applies, and what this place applied for before.

    The newest of `applied_before` comes first.
    """

    duties = fields.List(fields.Nested(DutyOut))
    applied_before = fields.List(fields.Nested(AppliedOut))


class MatchPage(CamelSchema):
    """Some matches, best first; `counts` is of all, `strong` of those that fit so well that one looks there first."""

    items = fields.List(fields.Nested(MatchOut))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    strong = fields.Integer()
    reckoned_on = fields.Date()
    next_cursor = fields.String(allow_none=True)
