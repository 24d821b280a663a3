"""A ceiling on all public money together: may this source still add to what other governments pay?"""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Fact, Value, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Yes when all that others pay stays below the ceiling; else it is to be arranged who pays what: never a no.

    Of the money of others, any part may be public.
    """
    percent = source.share.stacking_max_percent if source.share else None
    if percent is None or "money" not in need.support:
        return None
    fact = source_fact(source, "share.stacking_max_percent", percent)
    value = ("percent", round(percent))
    if need.total_cents is None:
        return _open("stacking_total_unknown", (fact,), (value,), "need.total_budget")
    most = int(need.total_cents * percent / 100)
    own = need.own_cents or 0
    facts = (fact, need_fact("total_budget", need.total_cents), need_fact("own_contribution", need.own_cents))
    values = (value, ("max_cents", most))
    if need.total_cents - own <= most:
        return Verdict("stacking", Answer.YES, "other_money", "stacking_fits", facts, values)
    return _open("stacking_others", facts, values, "need.funding_plan")


def _open(finding: str, facts: tuple[Fact, ...], values: tuple[tuple[str, Value], ...], missing: str) -> Verdict:
    return Verdict("stacking", Answer.UNKNOWN, "other_money", finding, facts, values, missing=missing, ask=Ask.PLACE)
