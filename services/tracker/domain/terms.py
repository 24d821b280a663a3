"""Terms of the funder: the clock of a decision that runs, pauses, resumes and is extended, and when a plan may start.

All in civil days. A pause gives back exactly the days that were left; who asks for a completion stops the own clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil


@dataclass(frozen=True)
class Paused:
    """A term that stands still: the day it stopped, and how many days were left."""

    since: date
    days_left: int


def decision_day(received_on: date, weeks: float) -> date:
    """The last day of a decision term; catalogues know half weeks, which count as the days begun."""
    return received_on + timedelta(days=ceil(weeks * 7))


def paused(last_day: date, on: date) -> Paused:
    """Stops a term on a day. A term that was over has no days left."""
    return Paused(on, max(0, (last_day - on).days))


def resumed(pause: Paused, on: date) -> date:
    """The last day of a term that goes on from a day with what was left of it."""
    return max(on, pause.since) + timedelta(days=pause.days_left)


def extended(last_day: date, weeks: int) -> date:
    """The last day after an extension."""
    return last_day + timedelta(weeks=weeks)


@dataclass(frozen=True)
class StartTerms:
    """What a source says of starting. `not_before` is application, decision, anytime or None (not told)."""

    weeks_before_start: float | None = None
    not_before: str | None = None
    decision_weeks: float | None = None


@dataclass(frozen=True)
class Fit:
    """Whether a start goes with a closing and a decision. `ok` None: not known, which never forbids.

    `code`: `asked_too_late` (too few weeks before the start) or `starts_too_soon` (before the decision). `earliest` is
    the first day on which the plan could start.
    """

    ok: bool | None
    code: str = ""
    earliest: date | None = None


def fit_of(starts_on: date | None, asked_on: date, terms: StartTerms) -> Fit:
    """Whether a plan that starts on a day goes with asking on another, by what the source says (lead time, decision).

    Only what the source tells counts: without a start, weeks or a rule about starting the answer is not known.
    """
    days = []
    if terms.weeks_before_start is not None:
        days.append((decision_day(asked_on, terms.weeks_before_start), "asked_too_late"))
    if terms.not_before == "decision" and terms.decision_weeks is not None:
        days.append((decision_day(asked_on, terms.decision_weeks), "starts_too_soon"))
    if not days:
        return Fit(None)
    earliest, code = max(days)
    if starts_on is None:
        return Fit(None, earliest=earliest)
    return Fit(True, earliest=earliest) if starts_on >= earliest else Fit(False, code, earliest)
