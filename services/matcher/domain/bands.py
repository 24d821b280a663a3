"""Which band of a source holds for a need: its own weeks, papers and decider go before those of the whole source."""

from __future__ import annotations

from services.matcher.domain.freshness import months_between
from services.matcher.domain.need import Need
from services.matcher.domain.source import Band, Source


def bands_for(need: Need, source: Source) -> tuple[Band, ...]:
    """The bands with a figure that hold for the place's form; without a known form all of them."""
    form = need.place.legal_form
    bands = tuple(band for band in source.amounts or () if band.min_cents is not None or band.max_cents is not None)
    return tuple(band for band in bands if form is None or not band.for_forms or form in band.for_forms)


def times(need: Need, per: str | None) -> int | None:
    """How often an amount `per` something counts for this need; None when the number is not known."""
    if per in (None, "location", "year"):
        return 1
    if per == "participant":
        return need.participants or None
    if per == "month" and need.starts_on and need.ends_on:
        return max(1, months_between(need.starts_on, need.ends_on) + 1)
    return None


def band_of(need: Need | None, source: Source) -> Band | None:
    """The band that the amount sought falls in; above all of them the highest. None where that can't be told.

    Pages write bands as ceilings (to 500, to 5,000): of several that hold, the one with the lowest ceiling is meant.
    """
    if need is None or need.sought_cents is None:
        return None
    ends = [(_ends(need, band), band) for band in bands_for(need, source) if times(need, band.per) is not None]
    reachable = [(low, high, band) for (low, high), band in ends if low <= need.sought_cents]
    if not reachable:
        return None
    holding = [item for item in reachable if need.sought_cents <= item[1]]
    chosen = min(holding, key=lambda item: item[1]) if holding else max(reachable, key=lambda item: item[1])
    return chosen[2]


def _ends(need: Need, band: Band) -> tuple[int, float]:
    count = times(need, band.per) or 1
    high = float("inf") if band.max_cents is None else band.max_cents * count
    return (band.min_cents or 0) * count, high


def decision_weeks(need: Need, source: Source) -> float | None:
    """How many weeks the decision takes for this amount; None when the page does not tell."""
    band = band_of(need, source)
    return source.decision_weeks if band is None or band.decision_weeks is None else band.decision_weeks


def decider(need: Need | None, source: Source) -> str | None:
    """Who decides about this amount (a code of the list decider); None when the page does not tell."""
    band = band_of(need, source)
    return source.decider if band is None or band.decider is None else band.decider


def papers(need: Need | None, source: Source) -> tuple[str, ...]:
    """What must be handed in for this amount (codes of the list papers): for all, and for its band."""
    band = band_of(need, source)
    return tuple(dict.fromkeys((*source.papers, *(band.papers if band else ()))))
