"""The main rule: which sources fit a need, best first, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from services.matcher.domain.amounts import Ceilings, usual_maxima
from services.matcher.domain.context import Context
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.landlords import Landlords
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
        self._landlords = Landlords(self._sources)
        self._regions = regions
        self._lives = lives or ShelfLives()
        self._text = TextFit(self._sources)
        self._rarity = rarity_of(self._sources)
        self._maxima = Ceilings(usual_maxima(self._sources))

    def match(self, need: Need, today: date) -> list[Match]:
        """All sources for this need, best first; a general scheme is left out where its local variant applies."""
        context, text = self.context(need, today), self._text.of(need)
        found = [judge_pair(need, source, context, text[source.id]) for source in self._sources]
        hides = stand_ins({item.source_id: item.group for item in found}, self._by_id)
        kept = [replace(item, hides=hides[item.source_id]) for item in found if item.source_id in hides]
        return sorted(kept, key=lambda item: order(item.source_id, item.group, item.score, item.was_no))

    def match_one(self, need: Need, source: Source, today: date) -> Match:
        """The match of one source, also when it is hidden behind its local variant or not in the set."""
        return judge_pair(need, source, self.context(need, today), self._text.of_one(need, source))

    def context(self, need: Need, today: date) -> Context:
        """What is read once for the whole need."""
        return Context(
            today=today,
            regions=self._regions,
            around=frozenset(self._regions.ancestors(need.where)),
            landlords=self._landlords.named_by(need),
            rarity=self._rarity,
            expected_cover=expected_cover(need, self._maxima),
            lives=self._lives,
        )


def match(need: Need, sources: Iterable[Source], regions: Regions, today: date) -> list[Match]:
    """All sources for one need, best first: groups in order, then the score, then the id."""
    return Matcher(sources, regions).match(need, today)


_GROUP_ORDER = {Group.FITS: 0, Group.FIND_OUT: 1, Group.NOT_FOR_YOU: 3}


def order(source_id: str, group: Group, score: float, was_no: bool) -> tuple[int, float, str]:
    """The key to sort by: groups in order, then the score, then the id; an old no after all other unknowns."""
    place = 2 if was_no and group is Group.FIND_OUT else _GROUP_ORDER[group]
    return place, -score, source_id


def stand_ins(groups: Mapping[str, Group], sources: Mapping[str, Source]) -> dict[str, tuple[str, ...]]:
    """The ids that stay, each with the general schemes it hides.

    A local variant that may fit stands in for its general scheme, if that has another area.
    """
    hides: dict[str, tuple[str, ...]] = dict.fromkeys(groups, ())
    for id_ in sorted(groups):
        general = sources[id_].parent or ""
        if general not in hides or id_ not in hides or Group.NOT_FOR_YOU in (groups[id_], groups[general]):
            continue
        if set(sources[id_].areas) != set(sources[general].areas):
            hides[id_] = (*hides[general], general)
            del hides[general]
    return hides
