"""What the API of a fiscal host gives. Account numbers come with their middle left out, always."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.domain.payouts.states import (
    BatchState,
    EntryState,
    GroupState,
    LineOutcome,
    Meaning,
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


def _amount(attribute: str = "amount_cents") -> AmountField:
    return AmountField(required=True, attribute=attribute, allow_none=True)


def _moment() -> fields.AwareDateTime:
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
    limit = _amount("limit_cents")


class GroupOut(KeptOut):
    """A street with its award."""

    name = fields.String(required=True)
    scheme = fields.String(required=True)
    award_number = fields.String(required=True)
    awarded_on = fields.Date(required=True, allow_none=True)
    amount = _amount()
    contact_name = fields.String(required=True)
    contact_phone = fields.String(required=True)
    contact_email = fields.String(required=True)
    way = fields.Enum(Way, by_value=True, required=True)
    state = fields.Enum(GroupState, by_value=True, required=True)
    closing_reason = fields.String(required=True)


class AccountOut(CamelSchema):
    """The figures of a street."""

    awarded = _amount("awarded")
    received = _amount("received")
    on_its_way = _amount("on_its_way")
    planned = _amount("planned")
    spent = _amount("spent")
    money_back = _amount("money_back")
    # Below zero when the group spent more than it received.
    left_cents = fields.Integer(required=True, attribute="left")
    receipts_missing = _amount("receipts_missing")
    receipts_to_check = fields.Integer(required=True)
    receipts_without_amount = fields.Integer(required=True)


class PayeeOut(KeptOut):
    """Who receives for a street."""

    group_id = fields.String(required=True)
    holder = fields.String(required=True)
    iban = MaskedField(required=True)
    state = fields.Enum(PayeeState, by_value=True, required=True)
    proposed_at = _moment()
    checked_at = _moment()


class PaymentOut(KeptOut):
    """Money for a street."""

    group_id = fields.String(required=True)
    means = fields.Enum(Means, by_value=True, required=True)
    amount = _amount()
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
    amount = _amount()
    file_name = fields.String(required=True)
    sent_at = _moment()
    state = fields.Enum(ReceiptState, by_value=True, required=True)
    reason = fields.String(required=True)


class StreetOut(CamelSchema):
    """Everything of one street."""

    group = fields.Nested(GroupOut, required=True)
    account = fields.Nested(AccountOut, required=True)
    payees = fields.List(fields.Nested(PayeeOut), required=True)
    payments = fields.List(fields.Nested(PaymentOut), required=True)
    receipts = fields.List(fields.Nested(ReceiptOut), required=True)


class ListedStreetOut(CamelSchema):
    """A street in the list."""

    group = fields.Nested(GroupOut, required=True)
    account = fields.Nested(AccountOut, required=True)


class SumsOut(CamelSchema):
    """What streets add up to; `label` is a scheme or a state."""

    label = fields.String(required=True)
    count = fields.Integer(required=True)
    awarded = _amount("awarded")
    received = _amount("received")
    spent = _amount("spent")
    money_back = _amount("money_back")
    missing = _amount("missing")


class StreetsOut(CamelSchema):
    """The streets of a host with their sums."""

    host_id = fields.String(required=True)
    host_name = fields.String(required=True)
    items = fields.List(fields.Nested(ListedStreetOut), required=True, attribute="shown")
    by_scheme = fields.List(fields.Nested(SumsOut), required=True, attribute="sums")
    by_state = fields.List(fields.Nested(SumsOut), required=True, attribute="states")
    total = fields.Nested(SumsOut, required=True)


class AwardsImportOut(KeptOut):
    """A list of awards: how many streets are new, and how many were there."""

    name = fields.String(required=True)
    added = fields.Integer(required=True)
    same = fields.Integer(required=True)
    confirmed_at = _moment()


class BatchOut(KeptOut):
    """Payments that go to the bank in one file."""

    state = fields.Enum(BatchState, by_value=True, required=True)
    execution_on = fields.Date(required=True)
    count = fields.Integer(required=True)
    sum = _amount("sum_cents")
    proposed_at = _moment()
    approved_at = _moment()
    waits_until = _moment()
    exported_at = _moment()
    file_digest = fields.String(required=True, allow_none=True)


class LineOut(KeptOut):
    """One payment of a batch."""

    payment_id = fields.String(required=True)
    group_id = fields.String(required=True)
    end_to_end_id = fields.String(required=True)
    holder = fields.String(required=True)
    iban = MaskedField(required=True)
    amount = _amount()
    outcome = fields.Enum(LineOutcome, by_value=True, required=True)
    reason = fields.String(required=True)


class BatchViewOut(BatchOut):
    """A batch with its payments."""

    lines = fields.List(fields.Nested(LineOut), required=True)


class WaitingOut(CamelSchema):
    """A planned payment; `hindrance` says why it can't go now."""

    payment = fields.Nested(PaymentOut, required=True)
    hindrance = fields.String(required=True, allow_none=True)


class BatchesOut(CamelSchema):
    """What can be paid now, and the batches there are."""

    plannable_count = fields.Function(lambda found: len(found.plannable), required=True)
    plannable_cents = fields.Integer(required=True)
    waiting = fields.List(fields.Nested(WaitingOut), required=True)
    batches = fields.List(fields.Nested(BatchOut), required=True)


class LinkOut(CamelSchema):
    """A link for receipts; `secret` is given once, and null when the same request comes again."""

    id = fields.String(required=True)
    ends_on = fields.Date(required=True)
    secret = fields.String(required=True, allow_none=True)


class EntryOut(KeptOut):
    """One line of a statement."""

    incoming = fields.Boolean(required=True)
    amount = _amount()
    booked_on = fields.Date(required=True, allow_none=True)
    name = fields.String(required=True)
    iban = MaskedField(required=True)
    text = fields.String(required=True)
    state = fields.Enum(EntryState, by_value=True, required=True)
    meaning = fields.Enum(Meaning, by_value=True, required=True, allow_none=True)
    line_id = fields.String(required=True, allow_none=True)
    group_id = fields.String(required=True, allow_none=True)
    scheme = fields.String(required=True)


class StatementOut(KeptOut):
    """A statement that was taken in."""

    name = fields.String(required=True)
    entries = fields.Integer(required=True)
    taken_at = _moment()


class StatementsOut(CamelSchema):
    """The statements of a host, newest first."""

    items = fields.List(fields.Nested(StatementOut), required=True)


class StatementViewOut(StatementOut):
    """A statement with its lines."""

    lines = fields.List(fields.Nested(EntryOut), required=True)
