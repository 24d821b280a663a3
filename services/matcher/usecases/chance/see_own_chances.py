"""For everybody: what the decisions on applications here tell, per source, with nothing of who applied."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.domain.chance.beta import Chance
from services.matcher.domain.chance.own import OwnFigures
from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.chance.own_chances import own_chances
from services.matcher.usecases.chance.see_chances import READ
from shared.access.actors import Actor
from shared.access.rights import require


@dataclass(frozen=True)
class SourceChance:
    """One source of the catalogue with its chance."""

    id: str
    name: str
    chance: Chance


@dataclass(frozen=True)
class SeenOwnChances:
    """The sources with enough decisions, those with most first; `too_few` counts the sources with some, but too few."""

    sources: tuple[SourceChance, ...]
    too_few: int
    figures: OwnFigures | None


def see_own_chances(ctx: MatcherContext, actor: Actor | None) -> SeenOwnChances:
    """The chances of now; fewer than five decisions give no number."""
    require(actor, READ)
    known, catalogue = own_chances(ctx.database), current_catalogue(ctx.database)
    seen = [
        SourceChance(source_id, catalogue.sources[source_id].source.name, chance)
        for source_id, chance in known.chances.items()
        if source_id in catalogue.sources
    ]
    seen.sort(key=lambda one: (-one.chance.decisions, one.name))
    return SeenOwnChances(tuple(seen), len(known.decisions) - len(known.chances), known.figures)
