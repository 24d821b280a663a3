"""What the API of a fiscal host takes."""

from __future__ import annotations

from marshmallow import fields, validate

from services.tracker.api.pieces import text
from services.tracker.domain.payouts.awards import MOST
from services.tracker.domain.payouts.batches import MAX_NAME, MAX_PAYMENTS
from services.tracker.domain.payouts.states import Meaning, Way
from services.tracker.gateways.pain import SCHEMA, SCHEMAS
from services.tracker.usecases.payouts.see_streets import Show
from shared.plumbing.schemas import AmountField, CamelSchema, FileField

MAX_ID = 100
MAX_IBAN = 60


def _one_of(values: list[str]) -> validate.OneOf:
    return validate.OneOf(values, error="Kies een van: " + ", ".join(values) + ".")


class SettingsIn(CamelSchema):
    """From which account a host pays; an empty `iban` keeps the one that is there. `version` 0: there were none."""

    iban = text(MAX_IBAN, load_default="")
    holder = text(MAX_NAME, 1, required=True)
    limit = AmountField(required=True)
    version = fields.Integer(required=True)


class StreetsQuery(CamelSchema):
    """Which streets of a host."""

    show = fields.Enum(Show, by_value=True, load_default=Show.ALL)
    scheme = text(MOST["scheme"], load_default="")


class StreetIn(CamelSchema):
    """A street with its award."""

    name = text(MOST["name"], 1, required=True)
    scheme = text(MOST["scheme"], 1, required=True)
    amount = AmountField(required=True)
    way = fields.Enum(Way, by_value=True, required=True)
    award_number = text(MOST["award_number"], load_default="")
    awarded_on = fields.Date(load_default=None, allow_none=True)
    contact_name = text(MOST["contact_name"], load_default="")
    contact_phone = text(MOST["contact_phone"], load_default="")
    contact_email = text(MOST["contact_email"], load_default="")
    iban = text(MAX_IBAN, load_default="")
    holder = text(MAX_NAME, load_default="")


class ContactIn(CamelSchema):
    """Who to call for a street, and how it gets its money."""

    contact_name = text(MOST["contact_name"], required=True)
    contact_phone = text(MOST["contact_phone"], required=True)
    contact_email = text(MOST["contact_email"], required=True)
    way = fields.Enum(Way, by_value=True, required=True)


class AwardsIn(CamelSchema):
    """A list of awards as .csv or .xlsx; `scheme` is for rows that name none."""

    file = FileField(required=True)
    scheme = text(MOST["scheme"], 1, required=True)


class AwardsConfirmationIn(CamelSchema):
    """How these groups get their money."""

    way = fields.Enum(Way, by_value=True, required=True)


class StreetClosingIn(CamelSchema):
    """Why a street is closed although money and receipts differ."""

    reason = text(500, load_default="")


class PayeeIn(CamelSchema):
    """A number for a street; `replaces` is the id of the one that it takes the place of."""

    holder = text(MAX_NAME, 1, required=True)
    iban = text(MAX_IBAN, 1, required=True)
    replaces = text(MAX_ID, load_default=None, allow_none=True)


class PayeeCheckIn(CamelSchema):
    """Who was called, on which number that was known, and when."""

    call_note = text(500, 1, required=True)


class PaymentsIn(CamelSchema):
    """Money for a street: by bank over these payees in equal shares, or in cash for `receiver`."""

    amount = AmountField(required=True)
    payee_ids = fields.List(text(MAX_ID), load_default=list, validate=validate.Length(max=10, error="Hoogstens tien."))
    receiver = text(120, load_default="")


class PlanAllIn(CamelSchema):
    """The number and the sum (whole cents) that were shown: exactly that is planned."""

    count = fields.Integer(required=True, strict=True)
    sum_cents = fields.Integer(required=True, strict=True)


class CashSignatureIn(CamelSchema):
    """Cash that was handed over: a photo of the signed paper, or the word that it is kept."""

    paid_on = fields.Date(required=True)
    paper_kept = fields.Boolean(load_default=False)
    photo = FileField(load_default=None)


class ReceiptIn(CamelSchema):
    """A receipt of a street; without `amount` somebody reads it later."""

    what = text(200, 1, required=True)
    amount = AmountField(load_default=None, allow_none=True)
    photo = FileField(load_default=None)


class ReceiptCheckIn(CamelSchema):
    """Whether a receipt counts."""

    accepted = fields.Boolean(required=True)
    amount = AmountField(load_default=None, allow_none=True)
    reason = text(300, load_default="")


class LinkIn(CamelSchema):
    """The last day on which the link works."""

    ends_on = fields.Date(required=True)


class BatchIn(CamelSchema):
    """Which planned payments go to the bank together, and on which working day."""

    payment_ids = fields.List(
        text(MAX_ID), required=True, validate=validate.Length(max=MAX_PAYMENTS, error="Hoogstens 500 betalingen.")
    )
    execution_on = fields.Date(required=True)


class BankRefusalIn(CamelSchema):
    """What the bank said."""

    reason = text(300, 1, required=True)


class FileIn(CamelSchema):
    """Which version of the file the bank asks for; only the first time counts."""

    schema = fields.String(load_default=SCHEMA, validate=_one_of(list(SCHEMAS)))


class UndoingIn(CamelSchema):
    """What was wrong."""

    reason = text(300, 1, required=True)


class StatementIn(CamelSchema):
    """A CAMT.053 file of the bank."""

    file = FileField(required=True)


class SettlementIn(CamelSchema):
    """What a line of a statement is; without `meaning` it is set aside."""

    meaning = fields.Enum(Meaning, by_value=True, load_default=None, allow_none=True)
    line_id = text(MAX_ID, load_default=None, allow_none=True)
    group_id = text(MAX_ID, load_default=None, allow_none=True)
    scheme = text(MOST["scheme"], load_default="")
