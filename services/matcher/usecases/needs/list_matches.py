"""Some matches of a need, best first, without weighing sources that nobody looks at: behind the JSON API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.matcher.domain.matching import Group, Match
from services.matcher.domain.scoring.chance import with_chances
from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import Catalogue, current_catalogue
from services.matcher.usecases.chance.own_chances import OwnChances, own_chances
from services.matcher.usecases.needs.find_matches import matches_with, page_after
from services.matcher.usecases.needs.need import PlacedNeed, see_need
from shared.access.actors import Actor


@dataclass(frozen=True)
class Wanted:
    """Which matches: of one kind of support and one group (None: all), behind source id `after`, at most `limit`."""

    support: str | None = None
    group: str | None = None
    after: str | None = None
    limit: int = 20


@dataclass(frozen=True)
class MatchList:
    """The matches that are `wanted`, the id to go on from, and of all pages how many per group and how many strong."""

    shown: Sequence[Match]
    next_id: str | None
    counts: dict[str, int]
    strong: int


@dataclass(frozen=True)
class Question:
    """A need that somebody may see, and what is wanted of its matches, with what decides them: all of this moment."""

    placed: PlacedNeed
    wanted: Wanted
    catalogue: Catalogue
    chances: OwnChances
    today: date

    @property
    def key(self) -> tuple[object, ...]:
        """All that decides the answer within one catalogue."""
        place = self.placed.place
        versions = (self.placed.row.version, place.organisation.version, place.facts.version)
        return self.placed.id, versions, place.withheld, place.history, self.chances.number, self.wanted, self.today

    def answer(self) -> MatchList:
        """The matches. Raises InvalidInput when nobody told where it happens."""
        need = self.placed.need()
        candidates = self._weighed(self.catalogue.matcher.first(need, self.today, len(self.catalogue.sources)))
        chosen = self._chosen(candidates)
        counts = self._counts(candidates)
        strong = sum(match.is_strong for match in candidates if self._offers(match.source_id))
        if self._is_beyond(chosen):
            chosen = self._chosen(self._weighed(matches_with(self.catalogue, need, self.today)))
        return MatchList(*page_after(chosen, self.wanted.after, self.wanted.limit), counts, strong)

    def _weighed(self, matches: Sequence[Match]) -> Sequence[Match]:
        """With what decisions here tell, which moves no match to another group."""
        return with_chances(matches, self.chances.swings)

    def _chosen(self, matches: Sequence[Match]) -> list[Match]:
        """Those of the wanted support and group."""
        offered = (match for match in matches if self._offers(match.source_id))
        return [match for match in offered if self.wanted.group in (None, match.group)]

    def _offers(self, source_id: str) -> bool:
        support = self.wanted.support
        return support is None or support in self.catalogue.sources[source_id].source.support

    def _is_beyond(self, chosen: Sequence[Match]) -> bool:
        """Whether the page reaches into the sources that are not for this need, which `first` leaves out."""
        group, after = self.wanted.group, self.wanted.after
        if group not in (None, Group.NOT_FOR_YOU):
            return False
        ids = [match.source_id for match in chosen]
        start = ids.index(after) + 1 if after in ids else 0 if after is None else len(ids)
        return start + self.wanted.limit >= len(ids)

    def _counts(self, candidates: Sequence[Match]) -> dict[str, int]:
        """What is listed and no candidate is not for this need; a candidate may stand in for others."""
        counted = Counter(match.group for match in candidates if self._offers(match.source_id))
        known = [id_ for match in candidates for id_ in (match.source_id, *match.hides) if self._offers(id_)]
        counted[Group.NOT_FOR_YOU] = self.catalogue.listed[self.wanted.support] - len(known)
        return {group.value: counted[group] for group in Group}


def ask_for_matches(ctx: MatcherContext, actor: Actor | None, need_id: str, wanted: Wanted) -> Question:
    """The question, when this person may see the need. Raises NotSignedIn, NotFound."""
    placed = see_need(ctx, actor, need_id)
    return Question(placed, wanted, current_catalogue(ctx.database), own_chances(ctx.database), ctx.today())
