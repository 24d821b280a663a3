"""The yearly talk: when it is, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.tracker.domain.agreements.guards import EVALUATION_AHEAD
from services.tracker.domain.agreements.obligations import Kept
from services.tracker.domain.agreements.promises import month_later
from services.tracker.domain.texts import mark as _

END_REMINDERS = (timedelta(days=90), timedelta(days=30))
"""How long before the end date both sides hear of it."""


class Going(StrEnum):
    """How the two go on."""

    ON = "on"
    CHANGE = "change"
    STOP = "stop"


GOING_LABELS = {Going.ON: _("zo doorgaan"), Going.CHANGE: _("iets veranderen"), Going.STOP: _("stoppen")}


@dataclass(frozen=True)
class PromiseKept:
    """What both sides say of one promise over the year."""

    promise_id: str
    kept: Kept
    note: str = ""


@dataclass(frozen=True)
class Evaluation:
    """One talk, as it was written down. `about_on` is the anniversary that it belongs to."""

    id: str
    agreement_id: str
    place_id: str
    about_on: date
    held_on: date
    other_party: str
    kept: tuple[PromiseKept, ...]
    learnt: str
    going: Going
    recorded_by: str
    next_talk_on: date | None = None


def next_anniversary(starts_on: date, last_about_on: date | None) -> date:
    """The day of the next yearly talk: a year after the start, or after the last one that was held or missed."""
    if last_about_on is None:
        return month_later(starts_on, 12)
    years = round((last_about_on - starts_on).days / 365.25)
    return month_later(starts_on, 12 * (years + 1))


def missed(starts_on: date, about_held: frozenset[date], today: date) -> int:
    """How many yearly talks in a row went by without being held, up to the last anniversary that passed."""
    count, year = 0, 1
    while (day := month_later(starts_on, 12 * year)) < today:
        count = 0 if day in about_held else count + 1
        year += 1
    return count


def asked_from(anniversary: date) -> date:
    """The first day on which the talk is asked for."""
    return anniversary - EVALUATION_AHEAD


def end_reminder_days(ends_on: date) -> tuple[date, ...]:
    """The days on which both sides hear that the end comes near."""
    return tuple(ends_on - ahead for ahead in END_REMINDERS)
