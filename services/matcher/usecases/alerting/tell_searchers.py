"""Tells people what is new for their kept searches: gathered, at most one message per person and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from services.matcher.domain.alerting.consequence import ConsequenceKind
from services.matcher.settings import MatcherContext
from services.matcher.storage.saved_searches import searches_of
from services.matcher.storage.search_hits import SearchHit, people_waiting, settle_person, take_day
from services.matcher.usecases.catalogue.current import Catalogue, current_catalogue
from shared.access.scope import SYSTEM, Scope
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id

BATCH = 100
MOST_IN_MESSAGE = 8
USEFUL = timedelta(days=14)
NOT_BEFORE = time(9)
"""What was gathered since the message of yesterday does not come in the night."""


def tell_searchers(ctx: MatcherContext) -> int:
    """Tells whoever has something waiting, a hundred people at most; returns how many messages were promised."""
    now = ctx.clock.now().astimezone(AMSTERDAM)
    if now.time() < NOT_BEFORE:
        return 0
    with ctx.database.read() as connection:
        people = people_waiting(SYSTEM, connection, now.date(), BATCH)
    return sum(_tell(ctx, person_id, now.date()) for person_id in people)


def _tell(ctx: MatcherContext, person_id: str, day: date) -> bool:
    event_id = new_id()
    catalogue = current_catalogue(ctx.database)
    with ctx.write() as work:
        if not take_day(SYSTEM, work.connection, person_id, day):
            return False
        settled = settle_person(SYSTEM, work.connection, person_id, event_id)
        found = [hit for hit in settled if _still_holds(hit, catalogue)]
        names = {row.id: row.name for row in searches_of(Scope(person_id=person_id), work.connection)}
        if found:
            work.tell(_intent(ctx, event_id, person_id, found, names))
    return bool(found)


def _still_holds(hit: SearchHit, catalogue: Catalogue) -> bool:
    """Whether it can be told: what was gathered since yesterday may be over by now."""
    entry = catalogue.sources.get(hit.source_id)
    if entry is None or not entry.listed:
        return False
    return hit.kind != ConsequenceKind.OPENED or entry.source.status == "open"


def _intent(
    ctx: MatcherContext, event_id: str, person_id: str, found: Sequence[SearchHit], names: dict[str, str]
) -> Intent:
    now = ctx.clock.now()
    newest = _newest(found)
    shown, rest = newest[:MOST_IN_MESSAGE], newest[MOST_IN_MESSAGE:]
    more = {hit.source_id for hit in rest} - {hit.source_id for hit in shown}
    return Intent(
        id=event_id,
        kind=MessageKind.SEARCH_FOUND,
        subject=f"person:{person_id}",
        audience=Audience.PERSON,
        person_id=person_id,
        due_at=now,
        useful_until=now + USEFUL,
        data={"changes": [_change(hit, names) for hit in shown], "more": len(more)},
    )


def _newest(found: Sequence[SearchHit]) -> list[SearchHit]:
    """Of each source and kind what was found last; a source that two searches find is told of once."""
    newest: dict[tuple[str, str], SearchHit] = {}
    for hit in found:
        known = newest.setdefault((hit.source_id, hit.kind), hit)
        if hit.source_version > known.source_version:
            newest[hit.source_id, hit.kind] = hit
    return list(newest.values())


def _change(hit: SearchHit, names: dict[str, str]) -> dict[str, Any]:
    """What shared/wording/source_changes.py puts in words."""
    return {**hit.facts, "kind": hit.kind, "search_name": names[hit.search_id]}
