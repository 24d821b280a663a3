"""How much themes meet: sharing a rare theme says more than sharing one that half of all sources name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from services.matcher.domain.need import Need
from services.matcher.domain.source import Source

# A group of people is a theme of its own in the words of funders.
OF_GROUP: Mapping[str, str] = {
    "youth": "youth",
    "children": "youth",
    "elderly": "elderly",
    "newcomers": "integration",
    "low_income": "poverty",
    "people_with_disability": "care_and_welfare",
    "carers": "care_and_welfare",
}
# Themes of which funders often mean the other too: half a meeting.
NEAR: Mapping[str, frozenset[str]] = {
    "meeting": frozenset({"loneliness", "participation"}),
    "loneliness": frozenset({"meeting", "elderly"}),
    "participation": frozenset({"meeting", "integration", "volunteering"}),
    "integration": frozenset({"participation", "learning"}),
    "learning": frozenset({"integration", "digital"}),
    "digital": frozenset({"learning"}),
    "health": frozenset({"sport_and_exercise", "care_and_welfare"}),
    "sport_and_exercise": frozenset({"health"}),
    "housing_and_liveability": frozenset({"green_and_sustainability", "safety", "resident_control"}),
    "green_and_sustainability": frozenset({"housing_and_liveability"}),
    "resident_control": frozenset({"housing_and_liveability"}),
    "care_and_welfare": frozenset({"health"}),
    "culture": frozenset({"heritage"}),
    "heritage": frozenset({"culture"}),
}
GROUP_PART = 0.5
NEAR_PART = 0.35

Rarity = Mapping[str, float]


def rarity_of(sources: Iterable[Source]) -> Rarity:
    """The weight of each theme by how few of the sources name it."""
    counts: Counter[str] = Counter()
    total = 0
    for source in sources:
        counts.update(source.themes or ())
        total += 1
    return {theme: math.log(1 + total / number) for theme, number in counts.items()}


def wanted_themes(need: Need) -> dict[str, float]:
    """The themes of the need (1), and those that its groups stand for (a half)."""
    wanted = {OF_GROUP[group]: GROUP_PART for group in need.target_groups or () if group in OF_GROUP}
    return {**wanted, **dict.fromkeys(need.themes or (), 1.0)}


def theme_fit(need: Need, source: Source, rarity: Rarity) -> float | None:
    """From 0 to 1: how much of what the need wants the source names, and how much of the source that is."""
    wanted = wanted_themes(need)
    if not wanted or not source.themes:
        return None
    got = 0.0
    for theme, part in wanted.items():
        near = NEAR_PART if source.themes & NEAR.get(theme, frozenset()) else 0.0
        got += rarity.get(theme, 1.0) * part * (1.0 if theme in source.themes else near)
    if not got:
        return 0.0
    coverage = got / sum(rarity.get(theme, 1.0) * part for theme, part in wanted.items())
    met = sum(rarity.get(theme, 1.0) for theme in source.themes if theme in wanted)
    focus = met / sum(rarity.get(theme, 1.0) for theme in source.themes)
    return min(1.0, 0.75 * coverage + 0.25 * focus + 0.15)
