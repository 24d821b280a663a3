"""Does it happen where the source gives? Where it happens counts, not where the office is."""

from __future__ import annotations

from services.matcher.domain.context import Context, codes_of, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Fact, Value, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict:
    """Yes inside an area that is not excluded; unknown when the need's own area is too wide to tell."""
    facts = (
        source_fact(source, "areas", codes_of("region", source.areas)),
        need_fact("area", Code("region", need.where)),
    )
    here = (("here", Code("region", need.where)),)
    shut = next((code for code in source.excluded_areas if code in context.around), None)
    if shut is not None:
        return Verdict("area", Answer.NO, "area", "area_excluded", facts, (("area", Code("region", shut)), *here))
    inside = next((code for code in source.areas if code in context.around), None)
    if inside is not None:
        if any(context.regions.contains(need.where, code) for code in source.excluded_areas):
            return _too_wide(facts, here)
        finding = "area_country" if inside == "NL01" else "area_inside"
        return Verdict("area", Answer.YES, "area", finding, facts, (("area", Code("region", inside)), *here))
    if any(context.regions.contains(need.where, code) for code in source.areas):
        return _too_wide(facts, here)
    areas = codes_of("region", source.areas[:3])
    finding = "area_outside" if len(source.areas) <= 3 else "area_outside_many"
    return Verdict("area", Answer.NO, "area", finding, facts, (("areas", areas), *here))


def _too_wide(facts: tuple[Fact, ...], here: tuple[tuple[str, Value], ...]) -> Verdict:
    return Verdict(
        "area",
        Answer.UNKNOWN,
        "area",
        "area_too_wide",
        facts,
        here,
        missing="need.area",
        ask=Ask.PLACE,
        decides=True,
    )
