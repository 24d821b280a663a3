"""The file in which a bank is told what to pay: pain.001, as every bank in SEPA reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.tracker.domain.payouts.batches import MAX_DESCRIPTION, MAX_NAME, sepa_text
from services.tracker.domain.payouts.records import Line

SCHEMA = "pain.001.001.09"
OLDER_SCHEMA = "pain.001.001.03"
"""Some banks and programs still ask for the version of before."""
SCHEMAS = (SCHEMA, OLDER_SCHEMA)


@dataclass(frozen=True)
class Payer:
    """From whose account the money goes."""

    holder: str
    iban: str


def write_pain(payer: Payer, lines: Sequence[Line], execution_on: date, *, schema: str = SCHEMA) -> str:
    """The file for these payments, checked against its schema. Raises ValueError when it is not valid.

    Each call has a message id of its own: keep what it gives, a bank pays a second file a second time.
    """
    from sepaxml import SepaTransfer
    from sepaxml.validation import ValidationError

    # Each payment is booked by itself: of payments that are booked together a statement may only tell the sum.
    config = {"name": sepa_text(payer.holder, MAX_NAME), "IBAN": payer.iban, "batch": False, "currency": "EUR"}
    transfer = SepaTransfer(config, schema=schema, clean=False)
    for line in lines:
        transfer.add_payment(
            {
                "name": sepa_text(line.holder, MAX_NAME),
                "IBAN": line.iban,
                "amount": line.amount_cents,
                "execution_date": execution_on,
                "description": sepa_text(line.description, MAX_DESCRIPTION),
                "endtoend_id": line.end_to_end_id,
            }
        )
    try:
        content: bytes = transfer.export(validate=True)
    except ValidationError as error:
        raise ValueError("the payment file does not fit its schema") from error
    return content.decode()
