"""The plain way: a loop over objects that asks the same criteria and stops at the first hard no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import CRITERIA, REQUIREMENT_CRITERIA
from services.matcher.domain.criteria.requirement import applies
from services.matcher.domain.matching import order, stand_ins
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match, judge_pair
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit, Weights
from services.matcher.domain.verdicts import Answer, Verdict

WeightsOf = Callable[[Any], Weights]
Question = tuple[Need, Context]


def shut_out(need: Need, source: Source, context: Context) -> bool:
    """Whether a hard criterion says no; asks no further than the first that does."""
    for criterion in CRITERIA:
        if _is_no(criterion(need, source, context)):
            return True
    return any(
        _is_no(REQUIREMENT_CRITERIA[rule.kind](rule, need, source, context))
        for rule in source.requirements
        if applies(rule, need)
    )


def _is_no(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.answer is Answer.NO and verdict.is_hard


def first(need: Need, sources: Iterable[Source], context: Context, weights: WeightsOf, wanted: Weights) -> list[Match]:
    """The first 20 by the plain rules; `weights`: of the words of a source, remembered."""
    left = [source for source in sources if not shut_out(need, source, context)]
    found = [judge_pair(need, source, context, TextFit.fit(wanted, weights(source))) for source in left]
    hides = stand_ins({item.source_id: item.group for item in found}, {source.id: source for source in left})
    kept = [item for item in found if item.source_id in hides and item.group is not Group.NOT_FOR_YOU]
    kept.sort(key=lambda item: order(item.source_id, item.group, item.score, item.was_no))
    return kept[:20]


def against(source: Source, questions: Iterable[Question], weights: WeightsOf, offered: Weights) -> set[str]:
    """The needs that this source fits or may fit; `weights`: of the words of a need, remembered."""
    left = [(need, context) for need, context in questions if not shut_out(need, source, context)]
    found = [(need, judge_pair(need, source, context, TextFit.fit(weights(need), offered))) for need, context in left]
    return {need.id for need, match in found if match.group is not Group.NOT_FOR_YOU}
