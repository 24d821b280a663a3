"""Does the source give what is asked?"""

from __future__ import annotations

from services.matcher.domain.context import Context, codes_of, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict

# Support in kind that takes the place of buying: who gives it spares these costs.
SPARES = {
    "materials": frozenset({"materials", "equipment"}),
    "space": frozenset({"rent"}),
    "rent_discount": frozenset({"rent"}),
    "training": frozenset({"training"}),
}


def judge(need: Need, source: Source, context: Context) -> Verdict:
    """Yes when a kind is shared; unknown when it may spare a cost; a soft no for advice alone; else no."""
    shared = need.support & source.support
    facts = (
        source_fact(source, "support", codes_of("support", source.support)),
        need_fact("support", codes_of("support", need.support)),
    )
    if shared:
        kinds = (("kinds", codes_of("support", shared)),)
        return Verdict("support", Answer.YES, "support_kind", "support_shared", facts, kinds)
    spared = spared_costs(need, source)
    if spared:
        given = codes_of("support", source.support & frozenset(SPARES))
        in_kind = (("kinds", given), ("costs", codes_of("cost_kind", spared)))
        return Verdict(
            "support",
            Answer.UNKNOWN,
            "support_kind",
            "support_spares",
            facts,
            in_kind,
            missing="source.support",
            ask=Ask.SOURCE,
            decides=True,
        )
    values = (("kinds", codes_of("support", source.support)), ("asked", codes_of("support", need.support)))
    if source.is_signpost or "advice" in source.support:
        return Verdict(
            "support", Answer.NO, "support_kind", "support_advice_only", facts, values, strength=Strength.SOFT
        )
    return Verdict("support", Answer.NO, "support_kind", "support_other", facts, values)


def spared_costs(need: Need, source: Source) -> frozenset[str]:
    """The kinds of cost in the budget that this source's support in kind can spare."""
    kinds = {cost.kind for cost in need.costs or ()}
    return frozenset(kind for given in source.support for kind in SPARES.get(given, ()) if kind in kinds)
