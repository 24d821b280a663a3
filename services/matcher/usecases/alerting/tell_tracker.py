"""Tells the tracker which sources changed for applications under way: at least once, and there it counts once.

The cursor of this watch moves after the tracker took it. Who dies in between tells it again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from services.matcher.domain.bands import decision_weeks
from services.matcher.domain.closing import next_closing
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.settings import MatcherContext
from services.matcher.storage import outcomes, redirects
from services.matcher.storage.needs import find_need
from services.matcher.storage.source_watch import Watch, move_watch
from services.matcher.usecases.alerting.judging import readable_needs
from services.matcher.usecases.alerting.watching import TRACKER, ChangedSource, begun, steps_of_news
from services.matcher.usecases.snapshots.take_snapshot import told_closing
from shared.access.scope import SYSTEM
from shared.contracts.source_news import NewsForNeed, SourceNews
from shared.outbox import faults

MOST_SECONDS = 3.0
"""The ticker has more to do: what is left goes with the next turn. One call more may take five seconds."""
MATTERS = ("deadlines", "ends_on", "status", "start", "decision_weeks")
"""The fields of a source that its applications hang on."""


class Tracker(Protocol):
    """What the matcher asks of the tracker."""

    def tell(self, news: Sequence[SourceNews]) -> bool:
        """Tells it; False when the tracker did not take it now."""
        ...


def tell_tracker(ctx: MatcherContext, tracker: Tracker) -> bool:
    """Tells what was not told yet, a run of changes at a time; False when the tracker is away.

    The next call goes on. Two at once tell the same, which the tracker takes once.
    """
    end = time.monotonic() + MOST_SECONDS
    while (watch := begun(ctx, TRACKER)) is not None:
        with ctx.database.read() as connection:
            run_to, steps = steps_of_news(connection, watch)
            changed = [one for one in map(ChangedSource, steps) if _matters(one)]
            news = _news(ctx, connection, changed)
        if news and not tracker.tell(news):
            return False
        faults.point("after_news_told")
        with ctx.write() as work:
            move_watch(SYSTEM, work.connection, watch, Watch(watch.name, run_to))
        if time.monotonic() >= end:
            break
    return True


def _matters(changed: ChangedSource) -> bool:
    before, after = changed.step.before, changed.step.after
    if before is None:
        return False
    return after is None or any(before.get(name) != after.get(name) for name in MATTERS)


def _news(ctx: MatcherContext, connection: Connection, changed: Sequence[ChangedSource]) -> list[SourceNews]:
    former = redirects.former_ids(SYSTEM, connection, [one.step.id for one in changed])
    needs = _needs_at(ctx, connection, changed, former)
    return [_one(one, former.get(one.step.id, []), needs, ctx.today()) for one in changed]


def _needs_at(
    ctx: MatcherContext, connection: Connection, changed: Sequence[ChangedSource], former: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Need]]:
    """The needs with an application under way, by the source that it is at."""
    ids = {one.step.id for one in changed} | {old for some in former.values() for old in some}
    rows = outcomes.under_way_at(SYSTEM, connection, ids) if ids else []
    kept = [find_need(SYSTEM, connection, need_id) for need_id in sorted({row.need_id for row in rows})]
    known = readable_needs(ctx, [need for need in kept if need])
    needs: dict[str, dict[str, Need]] = {}
    for row in rows:
        if row.need_id in known:
            needs.setdefault(row.source_id, {})[row.need_id] = known[row.need_id]
    return needs


def _one(
    changed: ChangedSource, former: Sequence[str], needs: Mapping[str, Mapping[str, Need]], today: date
) -> SourceNews:
    before, after = changed.before, changed.after
    here = {id_: need for source_id in (changed.step.id, *former) for id_, need in needs.get(source_id, {}).items()}
    terms = after.deadlines if after else None
    start: Any = after.start if after else None
    return SourceNews(
        source_id=changed.step.id,
        source_version=changed.step.version,
        status=after.status if after else "unknown",
        gone=after is None,
        was=_closing(before, None, today),
        closing=_closing(after, None, today),
        weeks_before_start=terms.weeks_before_start if terms else None,
        not_before=start.not_before if start else None,
        former_ids=tuple(former),
        needs=tuple(_for_need(need_id, need, before, after, today) for need_id, need in here.items()),
    )


def _for_need(need_id: str, need: Need, before: Source | None, after: Source | None, today: date) -> NewsForNeed:
    return NewsForNeed(
        need_id=need_id,
        was=_closing(before, need, today),
        closing=_closing(after, need, today),
        starts_on=need.starts_on,
        decision_weeks=decision_weeks(need, after) if after else None,
    )


def _closing(source: Source | None, need: Need | None, today: date) -> Any:
    return told_closing(next_closing(source, need, today)) if source else None
