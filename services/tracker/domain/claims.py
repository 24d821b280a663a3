"""Money that goes back: what the funder claims, in which terms, what was paid back, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

MAX_TERMS = 36


class ClaimState(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    PAID = "paid"
    WRITTEN_OFF = "written_off"


CLAIM_LABELS: Mapping[ClaimState, str] = {
    ClaimState.OPEN: _("terug te betalen"),
    ClaimState.PAID: _("terugbetaald"),
    ClaimState.WRITTEN_OFF: _("de gever ziet ervan af"),
}


@dataclass(frozen=True)
class Claim:
    """What a funder wants back, in whole cents."""

    id: str
    application_id: str
    place_id: str
    version: int
    state: ClaimState
    amount_cents: int
    reason: str
    letter_on: date
    received_on: date
    recorded_by: str
    recorded_at: datetime
    closed_reason: str = ""
    closed_at: datetime | None = None


@dataclass(frozen=True)
class ClaimTerm:
    """One part of a claim and the last day to pay it."""

    id: str
    claim_id: str
    application_id: str
    place_id: str
    position: int
    due_on: date
    amount_cents: int


@dataclass(frozen=True)
class Repayment:
    """Money that went back."""

    id: str
    claim_id: str
    application_id: str
    place_id: str
    amount_cents: int
    paid_on: date
    note: str
    recorded_by: str
    recorded_at: datetime


def terms_of(amount_cents: int, first_due: date, count: int) -> tuple[tuple[date, int], ...]:
    """The parts of a claim, one a month from the first day on, in sum the claim; the last takes the rounding."""
    days = (_months_after(first_due, number) for number in range(count))
    each = amount_cents // count
    return tuple(zip(days, (*(each,) * (count - 1), amount_cents - each * (count - 1)), strict=True))


def left_cents(claim: Claim, repayments: Iterable[Repayment]) -> int:
    """What is still to be paid of a claim."""
    return claim.amount_cents - sum(one.amount_cents for one in repayments if one.claim_id == claim.id)


def terms_paid(terms: Sequence[ClaimTerm], paid_cents: int) -> frozenset[str]:
    """Ids of the terms that are paid: money counts for the earliest first."""
    done: list[str] = []
    for term in sorted(terms, key=lambda one: one.position):
        paid_cents -= term.amount_cents
        if paid_cents < 0:
            break
        done.append(term.id)
    return frozenset(done)


def claim_errors(amount_cents: int, most_cents: int, first_due: date, count: int, letter_on: date) -> list[FieldError]:
    """What is wrong with a claim, all at once. `most_cents`: what was paid above what was settled."""
    errors: list[FieldError] = []
    if amount_cents <= 0:
        errors.append(FieldError("amount", "required", _("Vul in hoeveel u moet terugbetalen.")))
    elif amount_cents > most_cents:
        errors.append(FieldError("amount", "too_much", _("Dit is meer dan u te veel kreeg. Kijk het na in de brief.")))
    if first_due < letter_on:
        errors.append(FieldError("dueOn", "before_letter", _("De eerste betaaldag ligt vóór de brief.")))
    if not 1 <= count <= MAX_TERMS:
        errors.append(FieldError("terms", "out_of_range", _("Kies van 1 tot 36 delen.")))
    elif 0 < amount_cents < count:
        errors.append(FieldError("terms", "too_many", _("Zo wordt een deel minder dan een cent.")))
    return errors


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no day in {year}-{month + 1}")
