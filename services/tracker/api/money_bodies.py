"""What the routes about money take."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.api.pieces import choice, text
from services.tracker.domain.instalments.plans import MOST_PARTS, OwnPart, Plan, PlanKind
from services.tracker.domain.instalments.states import STEPS
from services.tracker.usecases.payments.record_credit import MAX_NOTE
from services.tracker.usecases.payments.reschedule_instalment import MAX_LABEL
from services.tracker.usecases.payments.step_instalment import MAX_REASON
from shared.plumbing.schemas import AmountField, CamelSchema


class PartIn(CamelSchema):
    """One payment of an own plan."""

    amount = AmountField(required=True)
    label = text(MAX_LABEL, load_default="")
    expected_on = fields.Date(load_default=None, allow_none=True)


class PlanIn(CamelSchema):
    """How the money comes. `advancePercent` goes with advance and guarantee, `parts` with own."""

    kind = fields.String(required=True, validate=choice([kind.value for kind in PlanKind]))
    advance_percent = fields.Integer(strict=True, load_default=None, allow_none=True)
    parts = fields.List(fields.Nested(PartIn), load_default=list, metadata={"maxItems": MOST_PARTS})
    first_on = fields.Date(load_default=None, allow_none=True)
    last_on = fields.Date(load_default=None, allow_none=True)
    needs_letter = fields.Boolean(load_default=False)


class SentLetterIn(CamelSchema):
    """When the signed letter went."""

    sent_on = fields.Date(required=True)


class CreditIn(CamelSchema):
    """Money that came in."""

    amount = AmountField(required=True)
    received_on = fields.Date(required=True)
    note = text(MAX_NOTE, load_default="")


class InstalmentCreditIn(CreditIn):
    """Money that came in of an instalment; `restFollows` when less came and the rest is still expected."""

    rest_follows = fields.Boolean(load_default=False)


class TakeBackIn(CamelSchema):
    """What was wrong."""

    reason = text(MAX_REASON, 1, required=True)


class InstalmentStepIn(CamelSchema):
    """What the funder told. `reason` goes with fail and cancel, `expectedOn` with order and retry."""

    event = fields.String(required=True, validate=choice([event.value for event in STEPS]))
    expected_on = fields.Date(load_default=None, allow_none=True)
    reason = text(MAX_REASON, load_default="")


class InstalmentPatch(CamelSchema):
    """Day and name of an instalment; `expectedOn` null: not known."""

    expected_on = fields.Date(required=True, allow_none=True)
    label = text(MAX_LABEL, load_default="")


class PlaceMoneyQuery(CamelSchema):
    """Of which place."""

    place = text(100, 1, required=True)


def plan_of(body: dict[str, Any]) -> Plan:
    """The plan of a loaded PlanIn."""
    own = tuple(OwnPart(part["amount"], part["label"], part["expected_on"]) for part in body["parts"])
    return Plan(PlanKind(body["kind"]), body["advance_percent"], own)
