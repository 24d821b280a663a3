"""One need and one source: all verdicts together, the group people see it in, and the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import judge_all
from services.matcher.domain.need import Need
from services.matcher.domain.scoring import parts
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict, eligibility

FAR = 0.35
"""Below this meeting of themes and groups it is a question whether the plan is what the source pays for."""

STRONG = 60
"""Points from which a source that fits is a strong match. Of the judged needs an adviser would look seriously at three
in four of those, and at one in sixteen of what fits with fewer points (measured on 22 November 2026)."""


class Group(StrEnum):
    """How people see it: fits as far as known, first find out, not for you."""

    FITS = "fits"
    FIND_OUT = "find_out"
    NOT_FOR_YOU = "not_for_you"


@dataclass(frozen=True, slots=True)
class Match:
    """One source for one need. `score` (0 to 100) is the sum of `parts`.

    `is_signpost`: it gives nothing that is sought, but can help to search. `hides`: the general schemes it stands for.
    """

    source_id: str
    eligibility: Answer
    group: Group
    score: float
    parts: tuple[tuple[str, float], ...]
    verdicts: tuple[Verdict, ...]
    is_signpost: bool = False
    hides: tuple[str, ...] = ()

    @property
    def to_check(self) -> tuple[Verdict, ...]:
        """What is still open, the most telling first."""
        return tuple(sorted((v for v in self.verdicts if v.answer is Answer.UNKNOWN), key=_urgency))

    @property
    def is_strong(self) -> bool:
        """Whether it fits so well that somebody should look at it first."""
        return self.group is Group.FITS and self.score >= STRONG

    @property
    def was_no(self) -> bool:
        """Whether an old fact said no."""
        return any(verdict.was_no and verdict.is_hard for verdict in self.verdicts)


def judge_pair(need: Need, source: Source, context: Context, text: float) -> Match:
    """All criteria for one pair; `text` is the fit of the words, 0 to 1."""
    verdicts = judge_all(need, source, context)
    met = parts.meeting(need, source, context.rarity)
    if met < FAR:
        verdicts = (*verdicts, purpose_is_far())
    answer = eligibility(verdicts)
    values = {
        "purpose": parts.purpose(text, met),
        "local": parts.local(source, context),
        "cover": parts.cover(need, source, context.expected_cover),
        "certainty": parts.certainty(source, verdicts, context),
        "time": parts.time(verdicts),
        "effort": parts.effort(need, source),
    }
    points = tuple((name, round(WEIGHTS[name].points * value, 1)) for name, value in values.items())
    return Match(
        source_id=source.id,
        eligibility=answer,
        group=_group(answer, verdicts),
        score=round(sum(value for _, value in points), 1),
        parts=points,
        verdicts=verdicts,
        is_signpost=source.is_signpost or any(v.finding == "support_advice_only" for v in verdicts),
    )


def purpose_is_far() -> Verdict:
    """Other themes and other people than those of the need: never a no, but the first thing to ask."""
    return Verdict(
        "purpose",
        Answer.UNKNOWN,
        "theme",
        "purpose_far",
        missing="source.themes",
        ask=Ask.SOURCE,
        strength=Strength.SOFT,
        decides=True,
    )


def _group(answer: Answer, verdicts: Sequence[Verdict]) -> Group:
    """Status, age and what a person must check leave a source in `fits`; a missing fact that decides does not."""
    if answer is Answer.NO:
        return Group.NOT_FOR_YOU
    doubtful = any(v.decides or (v.is_hard and (v.was_no or v.unlikely)) for v in verdicts)
    return Group.FIND_OUT if doubtful else Group.FITS


def _urgency(verdict: Verdict) -> tuple[bool, bool, bool, int]:
    """What most likely ends it first: an old no, what decides, what the place can tell, is it open, the rest."""
    if verdict.is_hard and verdict.ask is Ask.PLACE and verdict.reason != "frequency":
        turn = 0
    elif verdict.criterion == "status":
        turn = 1
    else:
        turn = 2
    ends_it = verdict.was_no and verdict.is_hard
    return not ends_it, not (verdict.decides or verdict.unlikely), not verdict.is_hard, turn
