"""What guards look at, and how they say no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Facts:
    """What the guards may look at. None means not known, and never forbids by itself.

    `now` is the server's time. `closes_at` is the first moment that is too late, when that is known for sure;
    `grace_until` how long after it the funder still takes an application, which only the funder's own people know of.
    `happened_at` is the moment that a person gives for something that happened elsewhere; `letter_on` the date of the
    letter of a decision. Amounts are cents.
    """

    now: datetime
    actor_id: str | None = None
    source_status: str | None = None
    closes_at: datetime | None = None
    grace_until: datetime | None = None
    happened_at: datetime | None = None
    title: str = ""
    reason: str = ""
    author_ids: frozenset[str] = frozenset()
    board_ids: frozenset[str] = frozenset()

    # Before it is approved and handed in.
    budget_gap_cents: int | None = None
    gap_accepted: bool = False
    starts_on: date | None = None
    decision_expected_on: date | None = None
    retroactive_allowed: bool | None = None
    limit_reached: bool | None = None
    limit_evidence: str = ""
    lead_confirmed: bool | None = None
    partners_waiting: tuple[str, ...] = ()
    undivided_of: tuple[str, ...] = ()
    part_signer_ids: frozenset[str] = frozenset()

    # With the funder.
    term_ends_on: date | None = None
    completion_closes_at: datetime | None = None
    accepted_late: bool = False
    public_money: bool | None = None
    extended_before: bool = False
    extension_weeks: int | None = None
    decision_due_on: date | None = None
    submitted_at: datetime | None = None
    letter_on: date | None = None

    # Decided.
    revised_budget_closes: bool | None = None
    conditions_open: int | None = None
    condition_closes_at: datetime | None = None
    objection_until: date | None = None
    objection_open: bool = False
    objection_sent_on: date | None = None
    may_apply_again: bool | None = None

    # Spending, accounting, ending.
    award_cents: int | None = None
    paid_cents: int = 0
    told_paid_cents: int = 0
    final_cents: int | None = None
    claim_left_cents: int | None = None
    begins_on: date | None = None
    report_needed: bool | None = None
    report_closes_at: datetime | None = None
    report_missing: tuple[str, ...] = ()
    change_open: bool = False
    settled_on: date | None = None


@dataclass(frozen=True)
class Refusal:
    """Why an event can't happen now: a code for programs, and a Dutch sentence with values for its places."""

    code: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)


Guard = Callable[[Facts], Refusal | None]
