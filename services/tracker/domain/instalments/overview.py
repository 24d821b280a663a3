"""The money of a place over all its applications: by month, and what should have come by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.tracker.domain.instalments.records import Credit, Instalment

LATE_AFTER = timedelta(days=14)
"""How long after the day that a funder named we wait before we say that the money is late: banks and offices rest."""


@dataclass(frozen=True)
class Month:
    """Sums of one month in cents; `first_day` None: expected on a day that nobody knows."""

    first_day: date | None
    expected: int
    received: int


def by_month(instalments: Iterable[Instalment], credits: Iterable[Credit]) -> tuple[Month, ...]:
    """What is expected and what came in, month by month; what has no day stands last."""
    expected: dict[date | None, int] = {}
    received: dict[date | None, int] = {}
    for part in instalments:
        month = part.expected_on.replace(day=1) if part.expected_on else None
        expected[month] = expected.get(month, 0) + part.open_cents
    for credit in credits:
        month = credit.received_on.replace(day=1)
        received[month] = received.get(month, 0) + credit.amount_cents
    months = sorted(expected.keys() | received.keys(), key=lambda month: month or date.max)
    sums = (Month(month, expected.get(month, 0), received.get(month, 0)) for month in months)
    return tuple(month for month in sums if month.expected or month.received)


def is_overdue(instalment: Instalment, today: date) -> bool:
    """Whether the day that the funder named went by without all of the money."""
    return instalment.open_cents > 0 and instalment.expected_on is not None and instalment.expected_on < today
