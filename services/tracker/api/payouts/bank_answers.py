"""What the API gives of batches and statements."""

from __future__ import annotations

from marshmallow import fields

from services.tracker.api.payouts.answers import KeptOut, MaskedField, PaymentOut, amount_field, moment
from services.tracker.domain.payouts.states import BatchState, EntryState, LineOutcome, Meaning
from shared.plumbing.schemas import CamelSchema


class BatchOut(KeptOut):
    """Payments that go to the bank in one file."""

    state = fields.Enum(BatchState, by_value=True, required=True)
    execution_on = fields.Date(required=True)
    count = fields.Integer(required=True)
    sum = amount_field("sum_cents")
    proposed_at = moment()
    approved_at = moment()
    waits_until = moment()
    exported_at = moment()
    file_digest = fields.String(required=True, allow_none=True)
    payer_iban = MaskedField(required=True)
    payer_holder = fields.String(required=True)


class StatementLineOut(KeptOut):
    """One payment of a batch."""

    payment_id = fields.String(required=True)
    group_id = fields.String(required=True)
    end_to_end_id = fields.String(required=True)
    holder = fields.String(required=True)
    iban = MaskedField(required=True)
    amount = amount_field()
    outcome = fields.Enum(LineOutcome, by_value=True, required=True)
    reason = fields.String(required=True)


class BatchViewOut(BatchOut):
    """A batch with its payments."""

    lines = fields.List(fields.Nested(StatementLineOut), required=True)


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


class StatementEntryOut(KeptOut):
    """One line of a statement."""

    incoming = fields.Boolean(required=True)
    amount = amount_field()
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
    taken_at = moment()


class StatementsOut(CamelSchema):
    """The statements of a host, newest first."""

    items = fields.List(fields.Nested(StatementOut), required=True)


class StatementViewOut(StatementOut):
    """A statement with its lines."""

    lines = fields.List(fields.Nested(StatementEntryOut), required=True)
