"""Tells people what is new for their kept searches: gathered, at most one message per person and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.storage.saved_searches import searches_of
from services.matcher.storage.search_hits import SearchHit, people_waiting, settle_person, take_day
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
    with ctx.write() as work:
        if not take_day(SYSTEM, work.connection, person_id, day):
            return False
        found = settle_person(SYSTEM, work.connection, person_id, event_id)
        names = {row.id: row.name for row in searches_of(Scope(person_id=person_id), work.connection)}
        if found:
            work.tell(_intent(ctx, event_id, person_id, found, names))
    return bool(found)


def _intent(
    ctx: MatcherContext, event_id: str, person_id: str, found: Sequence[SearchHit], names: dict[str, str]
) -> Intent:
    now = ctx.clock.now()
    changes = _changes(found, names)
    return Intent(
        id=event_id,
        kind=MessageKind.SEARCH_FOUND,
        subject=f"person:{person_id}",
        audience=Audience.PERSON,
        person_id=person_id,
        due_at=now,
        useful_until=now + USEFUL,
        data={"changes": changes[:MOST_IN_MESSAGE], "more": max(0, len(changes) - MOST_IN_MESSAGE)},
    )


def _changes(found: Sequence[SearchHit], names: dict[str, str]) -> list[dict[str, Any]]:
    """What shared/wording/source_changes.py puts in words; a source that two searches find is named once."""
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for hit in found:
        change = {**hit.facts, "kind": hit.kind, "search_name": names.get(hit.search_id, "")}
        first.setdefault((hit.source_id, hit.kind), change)
    return list(first.values())
