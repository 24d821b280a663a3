"""Finds what changed sources mean for open needs, and keeps it in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from services.matcher.settings import MatcherContext
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


def _judge(ctx: MatcherContext, changed: Sequence[ChangedSource], after_id: str) -> Part[NeedConsequence]:
    with ctx.database.read() as connection:
        rows = open_needs(SYSTEM, connection, after=after_id, limit=BATCH)
    at_hand = needs_at_hand(ctx, rows, current_catalogue(ctx.database))
    found = [one for source in changed for one in _found(ctx, at_hand, source)]
    return Part(found, rows[-1].id if len(rows) == BATCH else None)


def _found(ctx: MatcherContext, at_hand: NeedsAtHand, changed: ChangedSource) -> Iterator[NeedConsequence]:
    for placed, consequences in at_hand.touched_by(changed.before, changed.after, is_new=changed.step.is_new):
        if _was_seen(placed.row, changed):
            continue
        for one in consequences:
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
