"""A housing association helps its own tenants: from whom does the place rent?"""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Yes when the need names this association; a soft no when it names only another; else unknown."""
    if source.provider_kind != "housing_association":
        return None
    named = source.provider if source.id in context.landlords else None
    facts = (source_fact(source, "provider", source.provider), need_fact("landlord", named))
    values = (("provider", source.provider),)
    if named:
        return Verdict("landlord", Answer.YES, "partner", "landlord_named", facts, values, strength=Strength.SOFT)
    if context.landlords:
        return Verdict("landlord", Answer.NO, "partner", "landlord_other", facts, values, strength=Strength.SOFT)
    return Verdict(
        "landlord",
        Answer.UNKNOWN,
        "partner",
        "landlord_unknown",
        facts,
        values,
        missing="place.landlord",
        ask=Ask.PLACE,
        decides=True,
    )
