"""A plan for a need as JSON: a proposal that is reckoned anew each time; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.domain.planning.model import Pin
from services.matcher.usecases.needs import need
from services.matcher.usecases.planning.explain import explain_plan
from services.matcher.usecases.planning.make_plan import Choices
from services.matcher.usecases.planning.plan_need import plan_need
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.schemas import AmountField, CamelSchema

MOST = 40


class PinIn(CamelSchema):
    """A source that must be in the plan, with its amount when that is fixed too."""

    source_id = fields.String(required=True)
    amount = AmountField(load_default=None)


class PlanIn(CamelSchema):
    """What people decided about the plan."""

    pins = fields.List(fields.Nested(PinIn), load_default=list, validate=validate.Length(max=MOST, error="Te veel."))
    without = fields.List(fields.String(), load_default=list, validate=validate.Length(max=MOST, error="Te veel."))


class PlanLine(CamelSchema):
    """A part of the costs; `kind` is a code of the list cost_kind, or `other`."""

    kind = fields.String()
    label = fields.String()
    amount = AmountField(attribute="cents")


class PlanPart(CamelSchema):
    """One source in the plan. `certainty` (0 to 1) weighs what is known of it; it is no chance of an award."""

    id = fields.String()
    name = fields.String()
    provider = fields.String()
    group = fields.String()
    amount = AmountField(attribute="cents")
    most = AmountField(attribute="most_cents")
    lines = fields.List(fields.Nested(PlanLine))
    hours = fields.Float()
    asking_hours = fields.Float()
    reporting_hours = fields.Float()
    euros_per_hour = fields.Float(allow_none=True)
    certainty = fields.Float()
    questions = fields.Integer()
    ask_by = fields.Date(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    is_assumed = fields.Boolean()
    is_in_kind = fields.Boolean()
    is_pinned = fields.Boolean()
    why = fields.List(fields.String())


class PlanChange(CamelSchema):
    """What would have to be otherwise, and how much more that brings; `amount` is hours, cents or weeks by `code`."""

    code = fields.String()
    amount = fields.Float(allow_none=True)
    gain = AmountField(attribute="gain_cents")
    names = fields.List(fields.String())
    text = fields.String()


class PlanLeft(CamelSchema):
    """A source that could, but isn't in the plan, and why."""

    id = fields.String()
    name = fields.String()
    most = AmountField(attribute="max_cents")
    hours = fields.Float()
    reason = fields.String()
    text = fields.String()


class UnpaidLine(CamelSchema):
    """Costs that no source may pay."""

    kind = fields.String()
    label = fields.String()


class PlanOut(CamelSchema):
    """A plan. `gap` is the proven distance to the best possible plan (0 is proven best)."""

    need_id = fields.String()
    sought = AmountField(attribute="sought_cents")
    covered = AmountField(attribute="covered_cents")
    short = AmountField(attribute="short_cents")
    is_possible = fields.Boolean()
    is_worth_it = fields.Boolean()
    is_proven = fields.Boolean()
    gap = fields.Float()
    hours = fields.Float()
    hours_available = fields.Float(allow_none=True)
    summary = fields.List(fields.String())
    parts = fields.List(fields.Nested(PlanPart))
    changes = fields.List(fields.Nested(PlanChange))
    unpaid = fields.List(fields.Nested(UnpaidLine))
    left = fields.List(fields.Nested(PlanLeft))
    considered = fields.Integer()


@api.endpoint(
    "GET",
    "/needs/<need_id>/plans",
    summary="The best plan for a need: which sources together",
    right=need.READ,
    answer=PlanOut(),
    tags=("plans",),
)
def get_plan(need_id: str) -> dict[str, Any]:
    """Sources and amounts, what stays open and what would help."""
    return explain_plan(plan_need(context(), current_actor(), need_id)[1])


@api.endpoint(
    "POST",
    "/needs/<need_id>/plans",
    summary="The best plan with some sources pinned or left out",
    description="Reckons only; nothing is kept, so it may be sent again.",
    right=need.READ,
    body=PlanIn(),
    answer=PlanOut(),
    tags=("plans",),
)
def try_plan(need_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The same under what people decided."""
    pins = tuple(Pin(item["source_id"], item["amount"]) for item in body["pins"])
    try:
        found = plan_need(context(), current_actor(), need_id, Choices(pins, frozenset(body["without"])))
    except InvalidInput as problem:
        raise InvalidInput([_as_sent(error, body) for error in problem.errors]) from problem
    return explain_plan(found[1])


def _as_sent(error: FieldError, body: Mapping[str, Any]) -> FieldError:
    """The error under the name of the JSON that caused it."""
    what, _dot, source_id = error.field.partition(".")
    if what not in ("choice", "amount"):
        return error
    pinned = [item["source_id"] for item in body["pins"]]
    if source_id in pinned:
        name = f"pins.{pinned.index(source_id)}.{'amount' if what == 'amount' else 'sourceId'}"
    else:
        name = f"without.{body['without'].index(source_id)}"
    return FieldError(name, error.code, error.message)
