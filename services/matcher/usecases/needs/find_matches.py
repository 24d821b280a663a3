"""Finds sources for a need: the one use case behind the page and the JSON API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.matcher.domain.closing import Closing, next_closing
from services.matcher.domain.matching import Group, Match
from services.matcher.domain.need import Need
from services.matcher.domain.scoring.chance import with_chances
from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import Catalogue, CatalogueSource, current_catalogue
from services.matcher.usecases.catalogue.redirecting import current_id
from services.matcher.usecases.catalogue.see_sources import source_of
from services.matcher.usecases.chance.own_chances import own_chances
from services.matcher.usecases.matching.explain import explain_match
from services.matcher.usecases.needs.need import PlacedNeed, see_need
from shared.access.actors import Actor
from shared.wording.language import current_language

AT_LEAST_SHOWN = 3
"""So many of what fits stand in front, also when they are not strong."""


@dataclass(frozen=True)
class ExplainedMatch:
    """One match in words. `row` is what `explain_match` gives; `closing` is the next day to ask by, if known."""

    match: Match
    entry: CatalogueSource
    row: dict[str, Any]
    closing: Closing | None


@dataclass(frozen=True)
class FoundMatches:
    """All sources for one need, best first, as judged on `today`."""

    placed: PlacedNeed
    need: Need
    matches: tuple[Match, ...]
    catalogue: Catalogue
    today: date

    def of_group(self, group: Group) -> list[Match]:
        """The matches of one group; those that only help to search are apart."""
        return [match for match in self.matches if match.group is group and not match.is_signpost]

    def fitting(self) -> tuple[list[Match], list[Match]]:
        """What fits in two: the strong matches (or the best few when hardly any is strong), and the others."""
        fits = self.of_group(Group.FITS)
        strong = sum(match.is_strong for match in fits)
        first = max(strong, AT_LEAST_SHOWN)
        return fits[:first], fits[first:]

    def signposts(self) -> list[Match]:
        """Who can help to search; they give nothing themselves."""
        return [match for match in self.matches if match.is_signpost and match.group is not Group.NOT_FOR_YOU]

    def counts(self) -> dict[str, int]:
        """How many sources there are per group."""
        counted = Counter(match.group for match in self.matches)
        return {group.value: counted[group] for group in Group}

    def offering(self, support: str | None) -> FoundMatches:
        """Only the sources that offer one kind of support; all of them for None."""
        if support is None:
            return self
        kept = (m for m in self.matches if support in self.catalogue.sources[m.source_id].source.support)
        return FoundMatches(self.placed, self.need, tuple(kept), self.catalogue, self.today)

    def explain(self, matches: Iterable[Match]) -> list[ExplainedMatch]:
        """These matches in the current language."""
        return [self._explained(match) for match in matches]

    def _explained(self, match: Match) -> ExplainedMatch:
        entry = self.catalogue.sources[match.source_id]
        row = explain_match(match, self.need, entry.source, self.catalogue.regions, current_language(), self.today)
        return ExplainedMatch(match, entry, row, next_closing(entry.source, self.need, self.today))


def find_matches(ctx: MatcherContext, actor: Actor | None, need_id: str) -> FoundMatches:
    """All sources for a need that this person may see. Raises NotSignedIn, NotFound; InvalidInput without an area."""
    return matches_of(ctx, see_need(ctx, actor, need_id))


def matches_of(ctx: MatcherContext, placed: PlacedNeed) -> FoundMatches:
    """All sources for a need that was already allowed."""
    catalogue, today = current_catalogue(ctx.database), ctx.today()
    need = placed.need()
    matches = with_chances(matches_with(catalogue, need, today), own_chances(ctx.database).swings)
    return FoundMatches(placed, need, tuple(matches), catalogue, today)


def best_of(ctx: MatcherContext, placed: PlacedNeed, count: int) -> FoundMatches:
    """The first `count` sources that fit or may fit, in the order of `matches_of`, without weighing the others."""
    if own_chances(ctx.database).swings:  # a chance can bring any source to the front
        found = matches_of(ctx, placed)
        open_ = [match for match in found.matches if match.group is not Group.NOT_FOR_YOU]
        return replace(found, matches=tuple(open_[:count]))
    catalogue, today = current_catalogue(ctx.database), ctx.today()
    need = placed.need()
    return FoundMatches(placed, need, tuple(catalogue.matcher.first(need, today, count)), catalogue, today)


def matches_with(catalogue: Catalogue, need: Need, today: date) -> tuple[Match, ...]:
    """All sources for this need, best first. They are kept: a second look at a page costs nothing."""
    return catalogue.matches.get((need, today), lambda: tuple(catalogue.matcher.match(need, today)))


def explain_one(
    ctx: MatcherContext, actor: Actor | None, need_id: str, source_id: str
) -> tuple[FoundMatches, ExplainedMatch]:
    """One source in the light of a need, also when it stands behind its local variant or is listed no more."""
    found = match_one(ctx, see_need(ctx, actor, need_id), source_id)
    return found, found.explain(found.matches)[0]


def match_one(ctx: MatcherContext, placed: PlacedNeed, source_id: str) -> FoundMatches:
    """The match of one source with a need that was already allowed; raises NotFound for an unknown source."""
    catalogue, today = current_catalogue(ctx.database), ctx.today()
    entry = source_of(catalogue, current_id(ctx, catalogue, source_id))
    need = placed.need()
    match = catalogue.matcher.match_one(need, entry.source, today)
    matches = with_chances([match], own_chances(ctx.database).swings)
    return FoundMatches(placed, need, tuple(matches), catalogue, today)


def page_after(matches: Sequence[Match], after: str | None, limit: int) -> tuple[list[Match], str | None]:
    """The next `limit` matches behind source id `after`, and the id to go on from; unknown ids start at the top."""
    ids = [match.source_id for match in matches]
    start = ids.index(after) + 1 if after in ids else 0
    shown = list(matches[start : start + limit])
    return shown, shown[-1].source_id if start + limit < len(matches) else None
