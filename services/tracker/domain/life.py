"""What is kept of the way to a decision and of its consequences, besides the decision itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Correspondence:
    """What went to and fro with the funder for one event.

    `happened_on` is the date of the funder's letter, or the day on which the place sent something itself; then there
    is no `received_on`. `term_ends_on` is the last day to answer, `weeks` an extension, `counts_from` the day from
    which the funder counts a completed application.
    """

    id: str
    application_id: str
    place_id: str
    event: str
    happened_on: date
    received_on: date | None
    text: str
    recorded_by: str
    recorded_at: datetime
    term_ends_on: date | None = None
    weeks: int | None = None
    counts_from: date | None = None


@dataclass(frozen=True)
class Condition:
    """Something to do before the award holds. `proof`: what shows that it is done; `checked_by`: who looks at it."""

    id: str
    application_id: str
    place_id: str
    version: int
    text: str
    due_on: date | None
    proof: str
    checked_by: str
    recorded_by: str
    recorded_at: datetime
    met_on: date | None = None
    met_note: str = ""
    met_by: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be met."""
        return self.met_on is None


@dataclass(frozen=True)
class Objection:
    """An objection beside the application: it stops nothing. The ruling fields are None while it runs.

    `against` is the state of the application when it was made: what the objection is about. `ruling` is the
    funder's answer (see rulings.py).
    """

    id: str
    application_id: str
    place_id: str
    against: str
    sent_on: date
    grounds: str
    recorded_by: str
    recorded_at: datetime
    ruling: str | None = None
    ruling_on: date | None = None
    ruling_received_on: date | None = None
    ruling_note: str = ""
    ruled_by: str | None = None
    ruled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the funder has still to answer."""
        return self.ruling is None


@dataclass(frozen=True)
class Resubmission:
    """That an application is a new try of a former one, and what was learnt from that."""

    id: str
    application_id: str
    place_id: str
    former_id: str
    lessons: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class LimitPass:
    """Why people went on although a limit of the source seemed reached, with what they were shown."""

    id: str
    application_id: str
    place_id: str
    evidence: str
    reason: str
    recorded_by: str
    recorded_at: datetime
