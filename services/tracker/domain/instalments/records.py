"""The facts that are kept of the money of an award. Money is whole cents, never below zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.tracker.domain.instalments.plans import PlanKind, When
from services.tracker.domain.instalments.states import ENDED, InstalmentState


@dataclass(frozen=True)
class InstalmentPlan:
    """How the money of an award comes. There is one for each application.

    `needs_letter`: the funder pays only after a signed letter came back; `letter_sent_on` is when it went.
    `final_cents` is what the funder fixed in the end, None while the award still stands as it was.
    """

    id: str
    application_id: str
    place_id: str
    version: int
    kind: PlanKind
    advance_percent: int | None
    needs_letter: bool
    letter_sent_on: date | None
    final_cents: int | None
    made_by: str
    made_at: datetime

    @property
    def letter_missing(self) -> bool:
        """Whether the funder waits for a signed letter."""
        return self.needs_letter and self.letter_sent_on is None


@dataclass(frozen=True)
class Instalment:
    """One part of the money. `amount_cents` is what was agreed, `received_cents` the sum of its credits.

    Money that nobody had announced is an instalment of 0 with a credit: nothing is levelled in silence. `reason` says
    why it failed or was cancelled; `late_told_at` when the team heard that it is late.
    """

    id: str
    application_id: str
    place_id: str
    version: int
    position: int
    comes: When
    label: str
    amount_cents: int
    expected_on: date | None
    state: InstalmentState
    reason: str
    changed_at: datetime
    late_told_at: datetime | None = None
    received_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is still to come of it."""
        return 0 if self.state in ENDED else max(0, self.amount_cents - self.received_cents)

    @property
    def difference_cents(self) -> int:
        """What came too much (above zero) or too little, once nothing more is waited for."""
        return self.received_cents - self.amount_cents if self.state is InstalmentState.CONFIRMED else 0


@dataclass(frozen=True)
class Credit:
    """Money that came in on the account. One that was written down by mistake is taken back and stays visible."""

    id: str
    instalment_id: str
    application_id: str
    place_id: str
    amount_cents: int
    received_on: date
    note: str
    recorded_by: str
    recorded_at: datetime
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None
    taken_back_reason: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back_at is None
