"""The watch on sources: every change is held against all subjects (open needs, saved searches), a part at a time.

What is found is reckoned outside any transaction. The transaction that keeps it also moves the cursor, and only from
where the cursor was read: of two processes at the same part one keeps it, and a killed one kept nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from services.matcher.settings import MatcherContext
from services.matcher.storage import redirects
from services.matcher.storage import sources as source_storage
from services.matcher.storage.source_watch import Watch, find_watch, move_watch, start_watch
from services.matcher.storage.sources import SourceStep
from shared.access.scope import SYSTEM
from shared.outbox import faults
from shared.outbox.writing import Writing

NEEDS, SEARCHES, TRACKER = "needs", "searches", "tracker"
WATCHES = (NEEDS, SEARCHES, TRACKER)
MOST_CHANGES = 50
"""Changes of one run: what a part takes into memory. A large import takes several runs."""
SECONDS = 0.5
"""For how long one call goes on; the ticker has other work, and the next call takes up what is left."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class ChangedSource:
    """A source before and after the changes of a run; None where it is not in the catalogue."""

    step: SourceStep

    @cached_property
    def before(self) -> Source | None:
        """The source as it was."""
        return None if self.step.before is None else source_from_record(self.step.before)

    @cached_property
    def after(self) -> Source | None:
        """The source as it is now."""
        return None if self.step.after is None else source_from_record(self.step.after)

    @property
    def name(self) -> str:
        """What it is called now, or was called last."""
        record = self.step.after or self.step.before or {}
        return str(record.get("name", self.step.id))


@dataclass(frozen=True)
class Part(Generic[Found]):
    """What was found for some subjects; `last_id` is the last of them, None when there are no more."""

    found: Sequence[Found]
    last_id: str | None


@dataclass(frozen=True)
class Watcher(Generic[Found]):
    """One kind of subjects: how the next part of them is held against changed sources, and how findings are kept."""

    name: str
    judge: Callable[[MatcherContext, Sequence[ChangedSource], str], Part[Found]]
    keep: Callable[[Writing, Sequence[Found]], None]


def start_watches(ctx: MatcherContext) -> None:
    """Starts at what the catalogue holds now. An empty one is not watched yet: its first load is no news to anybody."""
    with ctx.database.read() as connection:
        newest = source_storage.newest_change(SYSTEM, connection)
        if newest == 0 or all(find_watch(SYSTEM, connection, name) for name in WATCHES):
            return
    with ctx.write() as work:
        for name in WATCHES:
            start_watch(SYSTEM, work.connection, Watch(name, newest))


def watch_sources(
    ctx: MatcherContext,
    watcher: Watcher[Found],
    *,
    seconds: float = SECONDS,
    timer: Callable[[], float] = time.monotonic,
) -> bool:
    """Works on the changes that were not looked at yet; True when none is left, False when the time was up first.

    Costs two small queries when nothing changed. Does at least one part, so it always gets further.
    """
    end = timer() + seconds
    while (watch := begun(ctx, watcher.name)) is not None:
        _do_part(ctx, watcher, watch)
        if timer() >= end:
            return begun(ctx, watcher.name) is None
    return True


def begun(ctx: MatcherContext, name: str) -> Watch | None:
    """The watch with a run to go on with; None when there is nothing to do."""
    with ctx.database.read() as connection:
        watch = find_watch(SYSTEM, connection, name)
        newest = source_storage.newest_change(SYSTEM, connection)
    if watch is None or (watch.run_to is None and newest <= watch.source_number):
        return None
    return watch


def _do_part(ctx: MatcherContext, watcher: Watcher[Found], watch: Watch) -> None:
    with ctx.database.read() as connection:
        run_to, steps = steps_of_news(connection, watch)
    part = watcher.judge(ctx, [ChangedSource(step) for step in steps], watch.after_id)
    done = part.last_id is None
    after = Watch(watch.name, run_to) if done else Watch(watch.name, watch.source_number, run_to, part.last_id or "")
    with ctx.write() as work:
        if move_watch(SYSTEM, work.connection, watch, after):
            watcher.keep(work, part.found)
        faults.point("before_watch_commit")


def steps_of_news(connection: Connection, watch: Watch) -> tuple[int, list[SourceStep]]:
    """The end of the run of a watch, and its steps. A source that was merged is not gone: it lives on as another."""
    newest = source_storage.newest_change(SYSTEM, connection)
    run_to = watch.run_to or min(newest, watch.source_number + MOST_CHANGES)
    steps = source_storage.steps_between(SYSTEM, connection, watch.source_number, run_to)
    merged = redirects.redirected(SYSTEM, connection, [step.id for step in steps if step.after is None])
    return run_to, [step for step in steps if step.id not in merged]
