"""What a criterion answers, and how answers combine (strong Kleene logic)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """Yes, no, or not known. Not known is never a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """A hard rule can shut a source out; a soft one only makes it less likely."""

    HARD = "hard"
    SOFT = "soft"


class Ask(StrEnum):
    """Who can give the missing fact: the place, the funder (its page or its people), or whoever judges the plan."""

    PLACE = "place"
    SOURCE = "source"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of one of the code lists; becomes a label in the reader's language."""

    list: str
    code: str


Value = str | int | float | bool | date | Code | tuple[Code, ...] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a verdict rests on: where it stands (`source.areas`, `place.legal_form`), its value, and its date.

    `origin` is `source`, `place`, `need` or `tracker`; `date` is as recorded (`2024`, `2024-10`, `2024-10-28`) or None.
    """

    path: str
    value: Value
    origin: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one criterion about one source for one need.

    `reason` is a code of the code list `reason`. `finding` names what was found, with `values` to fill the sentence
    about it (names ending in `_cents` are money). `note` holds the source's own words. For an unknown: `missing` is
    the path of the missing fact, `ask` who can give it, `decides` whether the source can't be placed without it.
    `aged`: a fact said yes or no, but is too old to be believed; `was_no`: it said no. `unlikely`: known facts point
    to no without saying it.
    """

    criterion: str
    answer: Answer
    reason: str
    finding: str
    facts: tuple[Fact, ...] = ()
    values: tuple[tuple[str, Value], ...] = ()
    missing: str | None = None
    ask: Ask | None = None
    strength: Strength = Strength.HARD
    note: str | None = None
    decides: bool = False
    was_no: bool = False
    aged: bool = False
    unlikely: bool = False

    @property
    def is_hard(self) -> bool:
        """Whether this verdict counts for eligibility."""
        return self.strength is Strength.HARD


def combine(answers: Iterable[Answer]) -> Answer:
    """All together: one no is a no, all yes is a yes, else unknown. Of nothing at all: yes."""
    together = Answer.YES
    for answer in answers:
        if answer is Answer.NO:
            return Answer.NO
        if answer is Answer.UNKNOWN:
            together = Answer.UNKNOWN
    return together


def eligibility(verdicts: Iterable[Verdict]) -> Answer:
    """The answer of all hard criteria together; soft ones only cost score."""
    return combine(verdict.answer for verdict in verdicts if verdict.is_hard)
