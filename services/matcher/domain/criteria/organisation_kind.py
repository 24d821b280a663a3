"""Kinds of organisation that the page shuts out in words: compared with what the place calls itself."""

from __future__ import annotations

from services.matcher.domain.context import Context, place_fact, source_fact
from services.matcher.domain.dutch import names_kind
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Unknown for a person to judge; unlikely when the place's own words name an excluded kind."""
    if not source.excluded_organisations:
        return None
    own_words = f"{need.place.name} {need.title} {need.description}"
    hit = next((kind for kind in source.excluded_organisations if names_kind(kind, own_words)), None)
    kinds = "; ".join(source.excluded_organisations)
    return Verdict(
        "organisation_kind",
        Answer.UNKNOWN,
        "organisation_kind",
        "organisation_kind_hit" if hit else "organisation_kind_check",
        (source_fact(source, "excluded_organisations", kinds), place_fact("name", need.place.name)),
        (("kinds", hit or kinds),),
        missing="place.organisation_kind",
        ask=Ask.PLACE if hit else Ask.PERSON,
        note=kinds,
        decides=hit is not None,
        unlikely=hit is not None,
    )
