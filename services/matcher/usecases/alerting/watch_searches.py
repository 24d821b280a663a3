"""Finds which kept searches now find a changed source, and keeps it in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from services.matcher.domain.alerting.search_rules import search_consequences
from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage.saved_searches import SavedSearchRow, searches_after
from services.matcher.storage.search_hits import SILENT, WAITING, SearchHit, keep_hits
from services.matcher.usecases.alerting.watching import SEARCHES, ChangedSource, Part, Watcher
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.searching.saved_search import search_of
from services.matcher.usecases.searching.search_sources import SourceTexts, finder
from shared.access.scope import SYSTEM
from shared.outbox.writing import Writing

Texts = tuple[SourceTexts, SourceTexts]
"""Of the sources before and after: each holds one version of a source, and every search asks both."""
BATCH = 500
"""Searches of one part; one source costs a search a few microseconds."""
SEEN_AFTER = timedelta(minutes=1)
"""Somebody who kept a search this long after a change saw it among what was found."""


def _judge(ctx: MatcherContext, changed: Sequence[ChangedSource], after_id: str) -> Part[SearchHit]:
    with ctx.database.read() as connection:
        rows = searches_after(SYSTEM, connection, after=after_id, limit=BATCH)
    regions = current_catalogue(ctx.database).regions
    texts = SourceTexts(), SourceTexts()
    found = [hit for row in rows for hit in _hits(ctx, row, changed, regions, texts)]
    return Part(found, rows[-1].id if len(rows) == BATCH else None)


def _hits(
    ctx: MatcherContext, row: SavedSearchRow, changed: Sequence[ChangedSource], regions: Regions, texts: Texts
) -> Iterator[SearchHit]:
    found_before, found_after = (finder(search_of(row), regions, side) for side in texts)
    for one in changed:
        if row.created_at > one.step.changed_at + SEEN_AFTER:
            continue
        before = one.before if one.before and found_before(one.before) else None
        after = one.after if one.after and found_after(one.after) else None
        for consequence in search_consequences(before, after, ctx.today(), is_new=one.step.is_new):
            yield SearchHit(
                search_id=row.id,
                source_id=one.step.id,
                source_version=one.step.version,
                kind=consequence.kind.value,
                person_id=row.person_id,
                facts={**consequence.facts, "source_name": one.name},
                found_at=ctx.clock.now(),
                state=WAITING if row.alerts else SILENT,
            )


def _keep(work: Writing, found: Sequence[SearchHit]) -> None:
    keep_hits(SYSTEM, work.connection, found)


WATCHER = Watcher(SEARCHES, _judge, _keep)
