"""What news of a source means for an application that is being prepared. Pure; the table of cases is in the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, Entered, Origin
from services.tracker.domain.records import Deadline
from services.tracker.domain.terms import Fit


class SourceOutcome(StrEnum):
    """What became of the news. `proposed`: the source names another date than the one that a person entered."""

    NOTHING = "nothing"
    CONFIRMED = "confirmed"
    KNOWN = "known"
    EARLIER = "earlier"
    LATER = "later"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    CLOSED = "closed"
    GONE = "gone"


TOLD = frozenset(SourceOutcome) - {SourceOutcome.NOTHING, SourceOutcome.CONFIRMED}
"""What the team hears of. That a date is sure now changes nothing for it."""
MOVES = frozenset({SourceOutcome.CONFIRMED, SourceOutcome.KNOWN, SourceOutcome.EARLIER, SourceOutcome.LATER})
"""What makes the next version of the deadline."""
ENDS = frozenset({SourceOutcome.WITHDRAWN, SourceOutcome.CLOSED})
"""What ends the deadline that the source had named."""


@dataclass(frozen=True)
class Heard:
    """How a source stands for one application: its closing before and now, and whether the one of now is sure."""

    status: str
    gone: bool
    was: Entered | None
    closing: Entered | None
    closes_at: datetime | None
    sure: bool


@dataclass(frozen=True)
class KeptChange:
    """A change of a source that an application heard of. `settled_at` None: somebody still has to choose."""

    id: str
    application_id: str
    place_id: str
    source_id: str
    source_version: int
    outcome: SourceOutcome
    old_text: str | None
    entered: Entered | None
    sure: bool
    fit: str | None
    starts_on: date | None
    earliest: date | None
    heard_at: datetime
    told_at: datetime | None = None
    settled_at: datetime | None = None


def outcome_of(heard: Heard, deadline: Deadline | None, source_status: str, now: datetime) -> SourceOutcome:
    """What the news means for the closing of an application, whose source was known to stand at `source_status`.

    A date that a person had from the funder is never overwritten, and a date that is over is never taken over: both are
    put before somebody.
    """
    if heard.gone:
        return SourceOutcome.GONE
    if heard.status == "closed":
        return SourceOutcome.NOTHING if source_status == "closed" else SourceOutcome.CLOSED
    held = deadline if deadline is not None and deadline.state in OPEN_DEADLINE else None
    if heard.closing is None or heard.closes_at is None:
        gone_now = held is not None and held.origin is Origin.SOURCE and heard.was is not None
        return SourceOutcome.WITHDRAWN if gone_now else SourceOutcome.NOTHING
    if held is not None and _same(held.entered, heard.closing):
        is_news = heard.sure and held.state.value == "proposed" and held.origin is Origin.SOURCE
        return SourceOutcome.CONFIRMED if is_news else SourceOutcome.NOTHING
    if _same(heard.was, heard.closing) and not (held and held.origin is Origin.SOURCE):
        return SourceOutcome.NOTHING
    if heard.closes_at <= now or (held is not None and held.origin is Origin.PERSON):
        return SourceOutcome.PROPOSED
    if held is None:
        return SourceOutcome.KNOWN
    return SourceOutcome.EARLIER if heard.closes_at < held.closes_at else SourceOutcome.LATER


def fit_code(fit: Fit) -> str | None:
    """Whether the plan still fits, as a code: `fits`, or why not; None when that is not known."""
    if fit.ok is None:
        return None
    return "fits" if fit.ok else fit.code


def _same(one: Entered | None, other: Entered | None) -> bool:
    """Whether both name the same moment; the words of the source may differ."""
    return _moment(one) == _moment(other)


def _moment(entered: Entered | None) -> tuple[date, Basis, time | None] | None:
    return None if entered is None else (entered.day, entered.basis, entered.at)
