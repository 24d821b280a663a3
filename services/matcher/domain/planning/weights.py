"""How certain facts count, and what questions and hours cost when plans are otherwise equal. Data with reasons.

These are weights of certainty: how much of what a source asks is known to be met. They are no chances of an award:
who else applies, and what a committee likes, isn't in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.matcher.domain.verdicts import Answer, Verdict

THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Weight:
    """A factor in thousandths, with its reason."""

    thousandths: int
    why: str


OPEN = Weight(970, "Something is still to be checked, as with almost every source.")
DECIDES = Weight(700, "A fact that decides is missing: without it nobody can say that the source is for this place.")
UNLIKELY = Weight(300, "Known facts point to a no without saying it.")
WAS_NO = Weight(300, "It was a no when it was last seen.")
RATHER_NOT = Weight(700, "The source says: rather not.")
ASSUMED = Weight(700, "The page names no maximum; the amount is what such sources usually give.")
PURPOSE_FAR = Weight(400, "Other themes, people and words than those of the source: what is left when nothing meets.")
FAR_AWAY = Weight(
    700, "The whole country asks there. A local giver knows the street, and is asked first unless it is far less sure."
)
LEAST = 50
TOO_UNSURE = 400
"""Below this nobody builds a plan on a source; who knows better pins it."""

WORTH_CENTS_PER_HOUR = 1000
"""Ten euro for an hour of volunteers: below that selling cake brings more."""
SMALLEST_CENTS = 2500
"""Nobody writes an application for less than 25 euro."""
QUESTION_CENTS, HOUR_CENTS = 50, 1
"""What an open question and an hour weigh between plans that expect as much: first fewer questions, then hours."""


def weight_of(verdicts: Iterable[Verdict], purpose: float, *, is_assumed: bool) -> int:
    """The certainty of one source in thousandths: all that is open multiplied.

    `purpose`, 0 to 1, is how much what the need is for meets what the source is for.
    """
    weight = ASSUMED.thousandths if is_assumed else THOUSAND
    weight = round(weight * (PURPOSE_FAR.thousandths + (THOUSAND - PURPOSE_FAR.thousandths) * purpose)) // THOUSAND
    for verdict in verdicts:
        weight = weight * _factor(verdict) // THOUSAND
    return max(LEAST, weight)


def nearness_of(local: float) -> int:
    """How much rather a euro comes from this giver, in thousandths. `local`, 0 to 1: how near it is (score part)."""
    return round(FAR_AWAY.thousandths + (THOUSAND - FAR_AWAY.thousandths) * local)


def _factor(verdict: Verdict) -> int:
    if verdict.answer is Answer.NO:
        return THOUSAND if verdict.is_hard else RATHER_NOT.thousandths
    if verdict.answer is Answer.YES:
        return THOUSAND
    if verdict.was_no and verdict.is_hard:
        return WAS_NO.thousandths
    if verdict.unlikely:
        return UNLIKELY.thousandths
    return DECIDES.thousandths if verdict.decides else OPEN.thousandths
