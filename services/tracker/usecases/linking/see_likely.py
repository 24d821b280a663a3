"""Applications that came from a sheet and have no source yet, each with a few sources that it may be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.tracker.domain.records import Application
from services.tracker.domain.wanted import Wanted
from services.tracker.settings import TrackerContext
from services.tracker.usecases.linking.link_source import RIGHT
from services.tracker.usecases.reading.list_applications import Page, count_applications, list_applications
from shared.access.actors import Actor
from shared.access.rights import may
from shared.contracts.likely_sources import MOST_ASKED, Likely, NamedRow
from shared.kernel.errors import Unavailable

UNLINKED = Wanted(without_source=True)
SHOWN = 10
NOTHING = Likely()


@dataclass(frozen=True)
class Unlinked:
    """A page of them, how many there are, and what is proposed by id of application; `away`: nobody could propose."""

    page: Page
    total: int
    likely: dict[str, Likely]
    away: bool


def see_unlinked(ctx: TrackerContext, actor: Actor, *, cursor: str | None = None) -> Unlinked:
    """The applications without a source that this person may see. Raises InvalidInput for an unknown cursor."""
    page = list_applications(ctx, actor, wanted=UNLINKED, cursor=cursor, limit=SHOWN)
    likely = likely_of(ctx, actor, [listed.application for listed in page.items])
    return Unlinked(page, count_applications(ctx, actor, UNLINKED), likely or {}, likely is None)


def likely_of(ctx: TrackerContext, actor: Actor, some: Sequence[Application]) -> dict[str, Likely] | None:
    """What is proposed for those that this person may link, by id; None when the matcher is away."""
    rows = [_row(one) for one in some if not one.source_id and may(actor, RIGHT, place_id=one.place_id).allowed]
    if not rows:
        return {}
    try:
        return ctx.matcher.likely(actor.person_id, rows[:MOST_ASKED])
    except Unavailable:
        return None


def _row(one: Application) -> NamedRow:
    return NamedRow(one.id, one.place_id, one.source_name, one.provider, one.title)
