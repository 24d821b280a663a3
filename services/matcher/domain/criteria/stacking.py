"""A ceiling on all public money together: may this source still add to what other governments pay?"""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Fact, Value, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Yes when all that is sought stays below the ceiling; else it is to be arranged who pays the rest: never a no."""
    percent = source.share.stacking_max_percent if source.share else None
    if percent is None or "money" not in need.support:
        return None
    fact = source_fact(source, "share.stacking_max_percent", percent)
    value = ("percent", round(percent))
    if need.total_cents is None:
        return _open("stacking_total_unknown", (fact,), (value,), "need.total_budget")
    most = int(need.total_cents * percent / 100)
    facts = (fact, need_fact("total_budget", need.total_cents))
    values = (value, ("max_cents", most))
    if need.sought_cents is not None and need.sought_cents <= most:
        return Verdict("stacking", Answer.YES, "other_money", "stacking_fits", facts, values)
    return _open("stacking_others", facts, values, "need.funding_plan")


def _open(finding: str, facts: tuple[Fact, ...], values: tuple[tuple[str, Value], ...], missing: str) -> Verdict:
    return Verdict("stacking", Answer.UNKNOWN, "other_money", finding, facts, values, missing=missing, ask=Ask.PLACE)
