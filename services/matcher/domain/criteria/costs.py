"""What the money is for against what the source does not pay. Partly excluded: only the rest counts."""

from __future__ import annotations

from collections.abc import Iterable

from services.matcher.domain.amounts import payable_cents
from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.criteria.amount import WORTHWHILE_PART
from services.matcher.domain.need import Need
from services.matcher.domain.source import Exclusion, Source
from services.matcher.domain.verdicts import Answer, Code, Fact, Strength, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """No when hardly anything is left, or the whole is a one-day event it never pays; yes for the rest."""
    if not source.exclusions:
        return None
    hard = _touching(need, (item for item in source.exclusions if item.strength is Strength.HARD))
    if hard:
        return _judge_hard(need, source, hard)
    soft = _touching(need, (item for item in source.exclusions if item.strength is Strength.SOFT))
    if soft:
        return _verdict(Answer.NO, "costs_rather_not", source, soft, Strength.SOFT)
    if not need.costs:
        return None
    return Verdict("costs", Answer.YES, "exclusion", "costs_all_paid", (_costs_fact(need),))


def _touching(need: Need, exclusions: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    kinds = {cost.kind for cost in need.costs or ()}
    if need.is_one_day:
        kinds.add("event")
    return tuple(item for item in exclusions if item.what in kinds)


def _judge_hard(need: Need, source: Source, hard: tuple[Exclusion, ...]) -> Verdict:
    if need.is_one_day and any(item.what == "event" for item in hard):
        event = tuple(item for item in hard if item.what == "event")
        return _verdict(Answer.NO, "costs_event", source, event)
    payable, sought = payable_cents(need, source), need.sought_cents
    if payable is None or not sought:
        return _verdict(Answer.YES, "costs_part_excluded", source, hard)
    if payable * WORTHWHILE_PART < sought:
        return _verdict(Answer.NO, "costs_excluded", source, hard)
    if payable == sought:
        return _verdict(Answer.YES, "costs_part_excluded", source, hard)
    return _verdict(Answer.YES, "costs_rest", source, hard, rest=payable)


def _verdict(
    answer: Answer,
    finding: str,
    source: Source,
    exclusions: tuple[Exclusion, ...],
    strength: Strength = Strength.HARD,
    rest: int | None = None,
) -> Verdict:
    kinds = tuple(Code("cost_kind", item.what) for item in exclusions)
    note = " ".join(item.note for item in exclusions if item.note) or None
    fact = source_fact(source, "exclusions", kinds)
    values = (("costs", kinds), ("rest_cents", rest))
    return Verdict("costs", answer, "exclusion", finding, (fact,), values, strength=strength, note=note)


def _costs_fact(need: Need) -> Fact:
    return need_fact("costs", tuple(Code("cost_kind", cost.kind) for cost in need.costs or ()))
