"""Finds what changed sources mean for open needs, and keeps it in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from sqlalchemy.engine import Connection

from services.matcher.domain.alerting.consequence import ConsequenceKind
from services.matcher.settings import MatcherContext
from services.matcher.storage import outcomes, redirects
from services.matcher.storage.need_consequences import NeedConsequence, keep_consequences
from services.matcher.storage.needs import NeedRow, open_needs
from services.matcher.usecases.alerting.judging import NeedsAtHand, needs_at_hand
from services.matcher.usecases.alerting.watching import NEEDS, ChangedSource, Part, Watcher
from services.matcher.usecases.catalogue.current import current_catalogue
from shared.access.scope import SYSTEM
from shared.outbox.writing import Writing

BATCH = 250
"""Needs of one part: with fifty changed sources a part stays well under a second."""
SEEN_AFTER = timedelta(minutes=1)
"""Somebody who described or changed a need this long after the change saw its matches with the change in them. The
minute is for changes that take a while to be committed: hearing of something twice is better than never."""


TOLD_BY_TRACKER = frozenset(
    {
        ConsequenceKind.CLOSED,
        ConsequenceKind.GONE,
        ConsequenceKind.CLOSES_EARLIER,
        ConsequenceKind.CLOSES_LATER,
        ConsequenceKind.CLOSING_KNOWN,
    }
)
"""Where an application is under way, the tracker tells of dates, with what it did to its reminders: one message."""


def _judge(ctx: MatcherContext, changed: Sequence[ChangedSource], after_id: str) -> Part[NeedConsequence]:
    with ctx.database.read() as connection:
        rows = open_needs(SYSTEM, connection, after=after_id, limit=BATCH)
        under_way = _under_way(connection, changed)
    at_hand = needs_at_hand(ctx, rows, current_catalogue(ctx.database))
    found = [one for source in changed for one in _found(ctx, at_hand, source, under_way)]
    return Part(found, rows[-1].id if len(rows) == BATCH else None)


def _under_way(connection: Connection, changed: Sequence[ChangedSource]) -> set[tuple[str, str]]:
    """Pairs of need and source with an application under way."""
    former = redirects.former_ids(SYSTEM, connection, [one.step.id for one in changed])
    now = {old: kept for kept, olds in former.items() for old in olds} | {one.step.id: one.step.id for one in changed}
    rows = outcomes.under_way_at(SYSTEM, connection, now)
    return {(row.need_id, now[row.source_id]) for row in rows}


def _found(
    ctx: MatcherContext, at_hand: NeedsAtHand, changed: ChangedSource, under_way: Collection[tuple[str, str]]
) -> Iterator[NeedConsequence]:
    for placed, consequences in at_hand.touched_by(changed.before, changed.after, is_new=changed.step.is_new):
        if _was_seen(placed.row, changed):
            continue
        told_there = (placed.id, changed.step.id) in under_way
        for one in consequences:
            if told_there and one.kind in TOLD_BY_TRACKER:
                continue
            yield NeedConsequence(
                need_id=placed.id,
                source_id=changed.step.id,
                source_version=changed.step.version,
                kind=one.kind.value,
                place_id=placed.row.place_id,
                facts={**one.facts, "source_name": changed.name},
                found_at=ctx.clock.now(),
            )


def _was_seen(need: NeedRow, changed: ChangedSource) -> bool:
    return need.changed_at > changed.step.changed_at + SEEN_AFTER


def _keep(work: Writing, found: Sequence[NeedConsequence]) -> None:
    keep_consequences(SYSTEM, work.connection, found)


WATCHER = Watcher(NEEDS, _judge, _keep)
