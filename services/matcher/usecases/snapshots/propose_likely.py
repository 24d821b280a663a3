"""Which sources and needs rows of a sheet may be about: proposed by likeness of names, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.matcher.domain.searching.name_likeness import most_alike, nearness
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import NeedRow
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs.need import READ, needs_of
from shared.access.actors import Actor
from shared.access.rights import may
from shared.contracts.likely_sources import MOST_PROPOSED, Likely, LikelyNeed, LikelySource, NamedRow

MOST_NEEDS = 20


def propose_likely(ctx: MatcherContext, actor: Actor, rows: Sequence[NamedRow]) -> dict[str, Likely]:
    """By the key of each row; nothing for a place whose needs this person may not see."""
    listed = [entry.source for entry in current_catalogue(ctx.database).sources.values() if entry.listed]
    mine = sorted({row.place_id for row in rows if may(actor, READ, place_id=row.place_id).allowed})
    needs = {place_id: needs_of(ctx, actor, [place_id]) for place_id in mine}
    return {
        row.key: Likely(
            tuple(
                LikelySource(source.id, source.name, source.provider)
                for source in most_alike(row.source, row.provider, listed, MOST_PROPOSED)
            ),
            _by_likeness(row.title, needs[row.place_id]),
        )
        for row in rows
        if row.place_id in needs
    }


def _by_likeness(title: str, needs: Iterable[NeedRow]) -> tuple[LikelyNeed, ...]:
    near = sorted(needs, key=lambda need: nearness(title, need.title), reverse=True)
    return tuple(LikelyNeed(need.id, need.title) for need in near[:MOST_NEEDS])
