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
    """The sources with decisions enough of places enough, those with most first; `too_few` counts the ones with fewer.

    `figures` are None while no source is shown: then they too would tell of few places.
    """

    sources: tuple[SourceChance, ...]
    too_few: int
    figures: OwnFigures | None


def see_own_chances(ctx: MatcherContext, actor: Actor | None) -> SeenOwnChances:
    """The chances of the sources of now; fewer than five decisions, or than three places, give no number."""
    require(actor, READ)
    known, catalogue = own_chances(ctx.database), current_catalogue(ctx.database)
    listed = [id_ for id_ in known.places if id_ in catalogue.sources and catalogue.sources[id_].listed]
    seen = [
        SourceChance(source_id, catalogue.sources[source_id].source.name, chance)
        for source_id in listed
        if (chance := known.to_tell(source_id)) is not None
    ]
    seen.sort(key=lambda one: (-one.chance.decisions, one.name))
    return SeenOwnChances(tuple(seen), len(listed) - len(seen), known.figures if seen else None)
