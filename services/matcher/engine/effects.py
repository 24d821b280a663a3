"""What a verdict does to the group and the score, without its words."""

from __future__ import annotations

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA
from services.matcher.domain.criteria.requirement import applies
from services.matcher.domain.need import Need
from services.matcher.domain.scoring.parts import doubt
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Verdict

Effect = tuple[int, float]
"""Flags, and the factor by which certainty falls."""

NONE: Effect = (0, 1.0)
NO, OPEN, DOUBTFUL, OLD_NO, ADVICE, TIME_YES, TIME_OPEN, TIME_NO = (1 << bit for bit in range(8))
_TIME = {Answer.YES: TIME_YES, Answer.UNKNOWN: TIME_OPEN, Answer.NO: TIME_NO}
_ABOUT_TIME = frozenset({"deadline", "decision", "latest_start"})


def effect_of(verdict: Verdict | None) -> Effect:
    """The effect of one verdict; of silence none."""
    if verdict is None:
        return NONE
    flags = 0
    if verdict.is_hard:
        flags = {Answer.NO: NO, Answer.UNKNOWN: OPEN, Answer.YES: 0}[verdict.answer]
        flags |= (DOUBTFUL if verdict.was_no or verdict.unlikely else 0) | (OLD_NO if verdict.was_no else 0)
    if verdict.decides:
        flags |= DOUBTFUL
    if verdict.finding == "support_advice_only":
        flags |= ADVICE
    if verdict.criterion in _ABOUT_TIME:
        flags |= _TIME[verdict.answer]
    return flags, doubt(verdict)


def effect_of_rule(rule: Requirement, need: Need, source: Source, context: Context) -> Effect:
    """The effect of one requirement of this source; none where it doesn't apply."""
    if not applies(rule, need):
        return NONE
    return effect_of(REQUIREMENT_CRITERIA[rule.kind](rule, need, source, context))


def time_part(flags: int) -> float:
    """The score part `time`, as scoring.parts.time gives it for the verdicts."""
    if flags & TIME_NO:
        return 0.0
    return 1.0 if flags & TIME_YES and not flags & TIME_OPEN else 0.5
