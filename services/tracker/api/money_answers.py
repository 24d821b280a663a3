"""What the routes about money give."""

from __future__ import annotations

from marshmallow import fields

from services.tracker.domain.instalments.plans import PlanKind, When
from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.standing import Standing
from services.tracker.domain.instalments.states import InstalmentState, steps_from
from services.tracker.usecases.payments.read_money import ApplicationMoney
from services.tracker.usecases.payments.read_place_money import PlaceMoney
from shared.plumbing.schemas import AmountField, CamelSchema


class InstalmentOut(CamelSchema):
    """One instalment. `version` is its ETag, `allowedEvents` what can be written down now."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    position = fields.Integer(required=True)
    comes = fields.Enum(When, by_value=True, required=True)
    label = fields.String(required=True)
    amount = AmountField(required=True, attribute="amount_cents")
    received = AmountField(required=True, attribute="received_cents")
    difference = AmountField(required=True, attribute="difference_cents")
    expected_on = fields.Date(required=True, allow_none=True)
    state = fields.Enum(InstalmentState, by_value=True, required=True)
    reason = fields.String(required=True)
    allowed_events = fields.List(fields.String(), required=True)


class PlaceInstalmentOut(InstalmentOut):
    """An instalment in the overview of a place."""

    application_id = fields.String(required=True)


class CreditOut(CamelSchema):
    """Money that came in. `takenBackAt`: it was a mistake and counts no more."""

    id = fields.String(required=True)
    instalment_id = fields.String(required=True)
    amount = AmountField(required=True, attribute="amount_cents")
    received_on = fields.Date(required=True)
    note = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")
    taken_back_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)


class StandingOut(CamelSchema):
    """The sums. `stillToCome` and `tooMuch` are null while no amount is known."""

    expected = AmountField(required=True)
    ordered = AmountField(required=True)
    received = AmountField(required=True)
    still_to_come = AmountField(required=True, allow_none=True)
    too_much = AmountField(required=True, allow_none=True)
    not_agreed = AmountField(required=True)


class MoneyOut(CamelSchema):
    """The money of an application. `kind` is null while nobody wrote down how it comes; `version` the application's."""

    version = fields.Integer(required=True)
    award = AmountField(required=True, allow_none=True)
    final = AmountField(required=True, allow_none=True)
    kind = fields.Enum(PlanKind, by_value=True, required=True, allow_none=True)
    advance_percent = fields.Integer(required=True, allow_none=True)
    needs_letter = fields.Boolean(required=True)
    letter_sent_on = fields.Date(required=True, allow_none=True)
    instalments = fields.List(fields.Nested(InstalmentOut), required=True)
    credits = fields.List(fields.Nested(CreditOut), required=True)
    standing = fields.Nested(StandingOut, required=True)


class MonthOut(CamelSchema):
    """Sums of one month; `month` is its first day, null for what has no day."""

    month = fields.Date(required=True, attribute="first_day", allow_none=True)
    expected = AmountField(required=True)
    received = AmountField(required=True)


class PlaceMoneyOut(CamelSchema):
    """What a place expects and what came in. `overdue` should have come by now."""

    months = fields.List(fields.Nested(MonthOut), required=True)
    overdue = fields.List(fields.Nested(PlaceInstalmentOut), required=True)
    instalments = fields.List(fields.Nested(PlaceInstalmentOut), required=True)
    standing = fields.Nested(StandingOut, required=True)


def money_out(found: ApplicationMoney) -> dict[str, object]:
    """The money of an application as MoneyOut writes it."""
    money, plan = found.money, found.money.plan
    return {
        "version": found.application.version,
        "award": money.award_cents,
        "final": plan.final_cents if plan else None,
        "kind": plan.kind if plan else None,
        "advance_percent": plan.advance_percent if plan else None,
        "needs_letter": plan.needs_letter if plan else False,
        "letter_sent_on": plan.letter_sent_on if plan else None,
        "instalments": [_instalment(one) for one in money.instalments],
        "credits": money.credits,
        "standing": _standing(money.standing),
    }


def place_money_out(found: PlaceMoney) -> dict[str, object]:
    """The money of a place as PlaceMoneyOut writes it."""
    return {
        "months": found.months,
        "overdue": [_instalment(line.instalment) for line in found.overdue],
        "instalments": [_instalment(line.instalment) for line in found.lines],
        "standing": _standing(found.sums),
    }


def _instalment(one: Instalment) -> dict[str, object]:
    derived = {"difference_cents": one.difference_cents, "allowed_events": steps_from(one.state)}
    return {**vars(one), **derived}


def _standing(sums: Standing) -> dict[str, object]:
    return {**vars(sums), "not_agreed": sums.not_agreed}
