"""The main rule: which sources fit a need, best first, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from services.matcher.domain.amounts import usual_maxima
from services.matcher.domain.context import Context
from services.matcher.domain.dutch import plain
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match, judge_pair
from services.matcher.domain.regions import Regions
from services.matcher.domain.scoring.parts import expected_cover
from services.matcher.domain.scoring.themes import rarity_of
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit

__all__ = ["Group", "Match", "Matcher", "match"]


class Matcher:
    """Matches needs with one set of sources. Making it reads all texts once; use it again for more needs."""

    def __init__(self, sources: Iterable[Source], regions: Regions, lives: ShelfLives | None = None) -> None:
        self._sources = tuple(sources)
        self._by_id = {source.id: source for source in self._sources}
        self._landlords = tuple(s for s in self._sources if s.provider_kind == "housing_association")
        self._regions = regions
        self._lives = lives or ShelfLives()
        self._text = TextFit(self._sources)
        self._rarity = rarity_of(self._sources)
        self._maxima = usual_maxima(self._sources)

    def match(self, need: Need, today: date) -> list[Match]:
        """All sources for this need, best first; a general scheme is left out where its local variant applies."""
        context, text = self.context(need, today), self._text.of(need)
        found = [judge_pair(need, source, context, text[source.id]) for source in self._sources]
        return sorted(_hide_parents(found, self._by_id), key=_order)

    def match_one(self, need: Need, source: Source, today: date) -> Match:
        """The match of one source, also when it is hidden behind its local variant or not in the set."""
        return judge_pair(need, source, self.context(need, today), self._text.of_one(need, source))

    def context(self, need: Need, today: date) -> Context:
        """What is read once for the whole need."""
        own_words = f" {plain(need.title)} {plain(need.description)} "
        named = (source.id for source in self._landlords if _names(own_words, source.provider))
        return Context(
            today=today,
            regions=self._regions,
            around=frozenset(self._regions.ancestors(need.where)),
            landlords=frozenset(named),
            rarity=self._rarity,
            expected_cover=expected_cover(need, self._maxima),
            lives=self._lives,
        )


def match(need: Need, sources: Iterable[Source], regions: Regions, today: date) -> list[Match]:
    """All sources for one need, best first: groups in order, then the score, then the id."""
    return Matcher(sources, regions).match(need, today)


def _names(own_words: str, provider: str) -> bool:
    name = plain(provider).removeprefix("woningcorporatie ").removeprefix("stichting ")
    at = own_words.find(name)
    return at > 0 and not own_words[at - 1].isalnum() and not own_words[at + len(name) : at + len(name) + 1].isalnum()


_GROUP_ORDER = {Group.FITS: 0, Group.FIND_OUT: 1, Group.NOT_FOR_YOU: 3}


def _order(found: Match) -> tuple[int, float, str]:
    """An old no comes after all other unknowns."""
    place = 2 if found.was_no and found.group is Group.FIND_OUT else _GROUP_ORDER[found.group]
    return place, -found.score, found.source_id


def _hide_parents(found: list[Match], sources: Mapping[str, Source]) -> list[Match]:
    """A local variant that may fit stands in for its general scheme, if that has another area."""
    kept = {item.source_id: item for item in found}
    for item in found:
        variant = sources[item.source_id]
        general = kept.get(variant.parent or "")
        if general is None or item.source_id not in kept or Group.NOT_FOR_YOU in (item.group, general.group):
            continue
        if set(variant.areas) != set(sources[general.source_id].areas):
            kept[item.source_id] = replace(kept[item.source_id], hides=(*general.hides, general.source_id))
            del kept[general.source_id]
    return list(kept.values())
