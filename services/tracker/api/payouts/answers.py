"""What the API of a fiscal host gives. Account numbers come with their middle left out, always."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.domain.payouts.states import (
    GroupState,
    Means,
    PayeeState,
    PaymentState,
    ReceiptState,
    Way,
)
from shared.kernel.iban import masked_iban
from shared.plumbing.schemas import AmountField, CamelSchema


class MaskedField(fields.Field[str]):
    """An account number with its middle left out; empty stays empty."""

    def _serialize(self, value: str | None, attr: str | None, obj: Any, **_: Any) -> str:
        return masked_iban(value) if value else ""


def amount_field(attribute: str = "amount_cents") -> AmountField:
    """Euros of a field in whole cents."""
    return AmountField(required=True, attribute=attribute, allow_none=True)


def moment() -> fields.AwareDateTime:
    """A moment, or null."""
    return fields.AwareDateTime(required=True, allow_none=True, format="iso")


class KeptOut(CamelSchema):
    """What every record of a host has. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)


class SettingsOut(KeptOut):
    """From which account a host pays."""

    iban = MaskedField(required=True)
    holder = fields.String(required=True)
    limit = amount_field("limit_cents")


class GroupOut(KeptOut):
    """A street with its award."""

    name = fields.String(required=True)
    scheme = fields.String(required=True)
    award_number = fields.String(required=True)
    awarded_on = fields.Date(required=True, allow_none=True)
    amount = amount_field()
    contact_name = fields.String(required=True)
    contact_phone = fields.String(required=True)
    contact_email = fields.String(required=True)
    way = fields.Enum(Way, by_value=True, required=True)
    state = fields.Enum(GroupState, by_value=True, required=True)
    closing_reason = fields.String(required=True)


class StreetFiguresOut(CamelSchema):
    """The figures of a street."""

    awarded = amount_field("awarded")
    received = amount_field("received")
    on_its_way = amount_field("on_its_way")
    planned = amount_field("planned")
    spent = amount_field("spent")
    money_back = amount_field("money_back")
    # Below zero when the group spent more than it received.
    left_cents = fields.Integer(required=True, attribute="left")
    receipts_missing = amount_field("receipts_missing")
    receipts_to_check = fields.Integer(required=True)
    receipts_without_amount = fields.Integer(required=True)


class PayeeOut(KeptOut):
    """Who receives for a street."""

    group_id = fields.String(required=True)
    holder = fields.String(required=True)
    iban = MaskedField(required=True)
    state = fields.Enum(PayeeState, by_value=True, required=True)
    proposed_at = moment()
    checked_at = moment()


class PaymentOut(KeptOut):
    """Money for a street."""

    group_id = fields.String(required=True)
    means = fields.Enum(Means, by_value=True, required=True)
    amount = amount_field()
    receiver = fields.String(required=True)
    payee_id = fields.String(required=True, allow_none=True)
    state = fields.Enum(PaymentState, by_value=True, required=True)
    paid_on = fields.Date(required=True, allow_none=True)
    paper_kept = fields.Boolean(required=True)
    problem = fields.String(required=True)


class PaymentsOut(CamelSchema):
    """What was planned."""

    items = fields.List(fields.Nested(PaymentOut), required=True)


class ReceiptOut(KeptOut):
    """A receipt of a street."""

    group_id = fields.String(required=True)
    what = fields.String(required=True)
    amount = amount_field()
    file_name = fields.String(required=True)
    sent_at = moment()
    state = fields.Enum(ReceiptState, by_value=True, required=True)
    reason = fields.String(required=True)


class StreetOut(CamelSchema):
    """Everything of one street."""

    group = fields.Nested(GroupOut, required=True)
    account = fields.Nested(StreetFiguresOut, required=True)
    payees = fields.List(fields.Nested(PayeeOut), required=True)
    payments = fields.List(fields.Nested(PaymentOut), required=True)
    receipts = fields.List(fields.Nested(ReceiptOut), required=True)


class ListedStreetOut(CamelSchema):
    """A street in the list."""

    group = fields.Nested(GroupOut, required=True)
    account = fields.Nested(StreetFiguresOut, required=True)


class SumsOut(CamelSchema):
    """What streets add up to; `label` is a scheme or a state."""

    label = fields.String(required=True)
    count = fields.Integer(required=True)
    awarded = amount_field("awarded")
    received = amount_field("received")
    spent = amount_field("spent")
    money_back = amount_field("money_back")
    missing = amount_field("missing")


class StreetsOut(CamelSchema):
    """The streets of a host with their sums."""

    host_id = fields.String(required=True)
    host_name = fields.String(required=True)
    items = fields.List(fields.Nested(ListedStreetOut), required=True, attribute="shown")
    by_scheme = fields.List(fields.Nested(SumsOut), required=True, attribute="sums")
    by_state = fields.List(fields.Nested(SumsOut), required=True, attribute="states")
    total = fields.Nested(SumsOut, required=True)


class HostOut(CamelSchema):
    """An organisation whose payments this person may see; `pays` when there is something already,
    `waiting` the batches that want a second person."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    pays = fields.Boolean(required=True)
    waiting = fields.Integer(required=True)


class HostsOut(CamelSchema):
    """The organisations that pay out, or may."""

    items = fields.List(fields.Nested(HostOut), required=True)


class ListedAwardOut(CamelSchema):
    """One new street in a list that is shown."""

    name = fields.String(required=True)
    scheme = fields.String(required=True)
    award_number = fields.String(required=True)
    amount = amount_field()


class AwardsImportOut(KeptOut):
    """A list of awards: which streets are new (until they are confirmed), and how many were there."""

    rows = fields.List(fields.Nested(ListedAwardOut), required=True)

    name = fields.String(required=True)
    added = fields.Integer(required=True)
    same = fields.Integer(required=True)
    confirmed_at = moment()


class ReceiptLinkOut(CamelSchema):
    """A link for receipts; `secret` is given once, and null when the same request comes again."""

    id = fields.String(required=True)
    ends_on = fields.Date(required=True)
    secret = fields.String(required=True, allow_none=True)
