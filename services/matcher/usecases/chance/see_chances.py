"""What the decisions of the past tell: the chance per scheme of then, and how good such chances are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from services.matcher.domain.chance.beta import ENOUGH, Chance, chance_of
from services.matcher.domain.chance.decision import PastDecision
from services.matcher.domain.chance.judging import Figures
from services.matcher.settings import MatcherContext
from services.matcher.storage.past_grant_figures import stored_figures
from services.matcher.storage.past_grant_files import AMSTERDAM_2016
from services.matcher.storage.past_grants import decisions_of, editions
from services.matcher.usecases.chance.judge_chances import by_decider, by_scheme, judge_chances
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.access.scope import SYSTEM

READ = Right(Resource.SOURCE, Action.READ)


@dataclass(frozen=True)
class SchemeChance:
    """One scheme of then; `chance` is None when there is too little history."""

    scheme: str
    decider: str
    year: int
    decisions: int
    chance: Chance | None


@dataclass(frozen=True)
class SeenChances:
    """All schemes, those with most decisions first, and how good the predictions are (None without decisions)."""

    schemes: tuple[SchemeChance, ...]
    figures: Figures | None

    @property
    def too_few(self) -> int:
        """How many schemes have too little history for a number."""
        return sum(scheme.chance is None for scheme in self.schemes)


def see_chances(ctx: MatcherContext, actor: Actor | None) -> SeenChances:
    """For everybody: the decisions stand in a public register."""
    require(actor, READ)
    with ctx.database.read() as connection:
        digest = editions(SYSTEM, connection).get(AMSTERDAM_2016.stem, "")
        decisions = decisions_of(SYSTEM, connection, AMSTERDAM_2016.stem)
    return _learnt(decisions, digest)


@lru_cache(maxsize=4)
def _learnt(decisions: tuple[PastDecision, ...], digest: str) -> SeenChances:
    """The same decisions give the same chances: they are reckoned once per process."""
    kinds = by_decider(decisions)
    schemes = tuple(
        SchemeChance(scheme, own[0].decider, own[0].year, len(own), chance_of(own, kinds[own[0].decider]))
        for scheme, own in sorted(by_scheme(decisions).items(), key=lambda item: (-len(item[1]), item[0]))
    )
    if len(decisions) < ENOUGH:
        return SeenChances(schemes, None)
    return SeenChances(schemes, stored_figures(digest) or judge_chances(decisions))
