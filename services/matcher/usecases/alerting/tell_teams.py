"""Tells the teams of places what changed for their needs: one message per need for all that waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from services.matcher.domain.alerting.consequence import urgency
from services.matcher.settings import MatcherContext
from services.matcher.storage.need_consequences import SILENT, TOLD, NeedConsequence, needs_waiting, settle
from services.matcher.storage.needs import CLOSED, NeedRow, find_need
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.outbox import faults

BATCH = 100
MOST_IN_MESSAGE = 8
"""A longer list is not read; the page has them all."""
USEFUL = timedelta(days=14)


def tell_teams(ctx: MatcherContext) -> int:
    """Tells everything that waits, a hundred needs at most; returns how many messages were promised.

    A closed need and a place in a season of rest are not told: there it only stands on the page.
    """
    with ctx.database.read() as connection:
        waiting = needs_waiting(SYSTEM, connection, BATCH)
    return sum(_tell(ctx, need_id) for need_id in waiting)


def _tell(ctx: MatcherContext, need_id: str) -> bool:
    with ctx.database.read() as connection:
        need = find_need(SYSTEM, connection, need_id)
    silent = need is None or need.state == CLOSED or _rests(ctx, need.place_id)
    event_id = None if silent else new_id()
    with ctx.write() as work:
        found = settle(SYSTEM, work.connection, need_id, SILENT if silent else TOLD, event_id)
        if found and need is not None and event_id is not None:
            work.tell(_intent(ctx, event_id, need, found))
        faults.point("before_told_commit")
    return bool(found) and not silent


def _rests(ctx: MatcherContext, place_id: str) -> bool:
    with ctx.people.read() as connection:
        return rest_days.rests_on(connection, place_id, ctx.today())


def _intent(ctx: MatcherContext, event_id: str, need: NeedRow, found: Sequence[NeedConsequence]) -> Intent:
    now = ctx.clock.now()
    first = sorted(found, key=lambda one: urgency(one.kind))[:MOST_IN_MESSAGE]
    return Intent(
        id=event_id,
        kind=MessageKind.SOURCES_CHANGED,
        subject=f"need:{need.id}",
        audience=Audience.PLACE_TEAM,
        place_id=need.place_id,
        due_at=now,
        useful_until=now + USEFUL,
        data={
            "need_title": need.title,
            "changes": [change_of(one) for one in first],
            "more": max(0, len(found) - MOST_IN_MESSAGE),
        },
    )


def change_of(one: NeedConsequence) -> dict[str, Any]:
    """A consequence as shared/wording/source_changes.py puts it in words."""
    return {**one.facts, "kind": one.kind}
