"""What changed at the sources for one need: for the team of its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from services.matcher.settings import MatcherContext
from services.matcher.storage.need_consequences import (
    NeedConsequence,
    Recent,
    consequences_of_need,
    recent_of_need,
)
from services.matcher.usecases.alerting.tell_teams import change_of
from services.matcher.usecases.needs.need import PlacedNeed, see_need
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.wording.source_changes import source_change

RECENT = timedelta(days=30)


@dataclass(frozen=True)
class SeenChange:
    """One consequence, with its sentence in the current language."""

    row: NeedConsequence
    text: str


def see_changes(
    ctx: MatcherContext, actor: Actor | None, need_id: str, *, start: int, limit: int
) -> tuple[PlacedNeed, list[SeenChange], bool]:
    """The need, some of what changed for it (newest first, from place `start`), and whether there is more.

    Also what nobody was told, as in a season of rest. Raises NotSignedIn, NotFound.
    """
    placed = see_need(ctx, actor, need_id)
    with ctx.database.read() as connection:
        rows = consequences_of_need(SYSTEM, connection, need_id, start=start, limit=limit + 1)
    return placed, [SeenChange(row, source_change(change_of(row))) for row in rows[:limit]], len(rows) > limit


def recent_changes(ctx: MatcherContext, placed: PlacedNeed) -> Recent:
    """How much changed in the last thirty days, for a need that was already allowed."""
    with ctx.database.read() as connection:
        return recent_of_need(SYSTEM, connection, placed.id, ctx.clock.now() - RECENT)
