"""Where things of a fiscal host stand, and the choices about them."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How a group gets its money."""

    ADVANCE = "advance"
    RECEIPTS = "receipts"
    CASH = "cash"


class GroupState(StrEnum):
    """A street is open until its account is closed."""

    OPEN = "open"
    CLOSED = "closed"


class PayeeState(StrEnum):
    """A number is proposed until a second person checked it; replaced when a newer one took its place."""

    PROPOSED = "proposed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    REPLACED = "replaced"


class Means(StrEnum):
    """By bank, or in the hand with a signature."""

    BANK = "bank"
    CASH = "cash"


class PaymentState(StrEnum):
    """A payment is planned, stands in a batch, was sent to the bank, and is paid when the statement says so."""

    PLANNED = "planned"
    BATCHED = "batched"
    SENT = "sent"
    PAID = "paid"
    CANCELLED = "cancelled"


class BatchState(StrEnum):
    """A batch is proposed by one person, approved by another, exported once, and matched when all of it came back."""

    DRAFT = "draft"
    APPROVED = "approved"
    EXPORTED = "exported"
    MATCHED = "matched"
    CANCELLED = "cancelled"


AT_BANK = frozenset({BatchState.EXPORTED, BatchState.MATCHED})
"""The file of these batches was made."""


class LineOutcome(StrEnum):
    """What became of one payment of a batch."""

    OPEN = "open"
    PAID = "paid"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class ReceiptState(StrEnum):
    """A receipt counts after somebody of the host looked at it."""

    NEW = "new"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class EntryState(StrEnum):
    """A line of a statement: settled, proposed (a person confirms), open, or set aside."""

    SETTLED = "settled"
    PROPOSED = "proposed"
    OPEN = "open"
    ASIDE = "aside"


class Meaning(StrEnum):
    """What a line of a statement was."""

    PAYMENT = "payment"
    RETURN = "return"
    INCOME = "income"
    MONEY_BACK = "money_back"
