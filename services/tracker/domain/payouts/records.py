"""What a fiscal host pays out: streets with an award, who receives, payments, and what came back to account for them.

`place_id` is always the host. Money is whole cents, moments are aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

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


@dataclass(frozen=True)
class PayoutSettings:
    """From which account a host pays, and below which amount a new number needs no check of its own."""

    id: str
    place_id: str
    iban: str
    holder: str
    limit_cents: int
    changed_by: str
    changed_at: datetime
    version: int = 1


@dataclass(frozen=True)
class Group:
    """A street or group with one award. `row_key` tells the same line of a list apart from another."""

    id: str
    place_id: str
    name: str
    scheme: str
    award_number: str
    awarded_on: date | None
    amount_cents: int
    contact_name: str
    contact_phone: str
    contact_email: str
    way: Way
    row_key: str
    created_by: str
    created_at: datetime
    state: GroupState = GroupState.OPEN
    closing_reason: str = ""
    closed_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Payee:
    """Somebody who receives for a group, with the number that money goes to. `call_note`: who was called, and when."""

    id: str
    place_id: str
    group_id: str
    holder: str
    iban: str
    proposed_by: str
    proposed_at: datetime
    state: PayeeState = PayeeState.PROPOSED
    checked_by: str | None = None
    checked_at: datetime | None = None
    call_note: str = ""
    version: int = 1


@dataclass(frozen=True)
class Payment:
    """Money for a group. `problem` is why the bank sent it back, for the next try."""

    id: str
    place_id: str
    group_id: str
    means: Means
    amount_cents: int
    receiver: str
    planned_by: str
    planned_at: datetime
    payee_id: str | None = None
    state: PaymentState = PaymentState.PLANNED
    paid_on: date | None = None
    paper_kept: bool = False
    signature_file: str | None = None
    signature_size: int = 0
    problem: str = ""
    version: int = 1


@dataclass(frozen=True)
class Batch:
    """Payments that go to the bank in one file. `waits_until` holds when a number in it is new.

    `payer_iban` and `payer_holder`: the account that it is paid from, as it was when the batch was proposed.
    """

    id: str
    place_id: str
    execution_on: date
    count: int
    sum_cents: int
    proposed_by: str
    proposed_at: datetime
    waits_until: datetime | None = None
    state: BatchState = BatchState.DRAFT
    approved_by: str | None = None
    approved_at: datetime | None = None
    exported_by: str | None = None
    exported_at: datetime | None = None
    file_digest: str | None = None
    payer_iban: str = field(default="", repr=False)
    payer_holder: str = ""
    version: int = 1


@dataclass(frozen=True)
class Line:
    """One payment as it stands in a batch: name and number as they were approved."""

    id: str
    place_id: str
    batch_id: str
    payment_id: str
    group_id: str
    end_to_end_id: str
    holder: str
    iban: str
    amount_cents: int
    description: str
    outcome: LineOutcome = LineOutcome.OPEN
    reason: str = ""
    version: int = 1


@dataclass(frozen=True)
class Receipt:
    """What a group spent. Without an amount nobody could read it yet. `sent_by` is None for who came by the link."""

    id: str
    place_id: str
    group_id: str
    what: str
    sent_at: datetime
    amount_cents: int | None = None
    file: str | None = None
    file_name: str = ""
    file_size: int = 0
    digest: str | None = None
    sent_by: str | None = None
    state: ReceiptState = ReceiptState.NEW
    reason: str = ""
    checked_by: str | None = None
    checked_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class ReceiptLink:
    """The secret address at which a group sends receipts; only a digest of the secret is kept."""

    id: str
    place_id: str
    group_id: str
    token_hash: str
    made_by: str
    made_at: datetime
    ends_on: date
    ended_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Statement:
    """A bank statement that was taken in; the same file is taken once."""

    id: str
    place_id: str
    digest: str
    name: str
    entries: int
    taken_by: str
    taken_at: datetime
    version: int = 1


@dataclass(frozen=True)
class Entry:
    """One line of a statement, with what it turned out to be. `key` is the same in an overlapping statement."""

    id: str
    place_id: str
    statement_id: str
    key: str
    incoming: bool
    amount_cents: int
    booked_on: date | None
    name: str
    iban: str
    end_to_end_id: str
    text: str
    returned: bool = False
    return_reason: str = ""
    state: EntryState = EntryState.OPEN
    meaning: Meaning | None = None
    line_id: str | None = None
    group_id: str | None = None
    scheme: str = ""
    settled_by: str | None = None
    settled_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Undoing:
    """A mistake that was put right: what a line of a statement was said to be, or cash that was said to be given.

    `entry_id` for a line of a statement, `payment_id` for cash; `meaning` is None for cash. The photo of the paper is
    kept, because it is what the mistake rested on.
    """

    id: str
    place_id: str
    amount_cents: int
    reason: str
    undone_by: str
    undone_at: datetime
    meaning: Meaning | None = None
    statement_id: str | None = None
    entry_id: str | None = None
    payment_id: str | None = None
    group_id: str | None = None
    paid_on: date | None = None
    signature_file: str | None = None
    signature_size: int = 0
    version: int = 1


@dataclass(frozen=True)
class AwardsImport:
    """A list of awards that was shown and, once confirmed, brought in. `rows` are kept until then."""

    id: str
    place_id: str
    digest: str
    name: str
    rows: list[dict[str, object]]
    added: int
    same: int
    made_by: str
    made_at: datetime
    confirmed_at: datetime | None = None
    version: int = 1
