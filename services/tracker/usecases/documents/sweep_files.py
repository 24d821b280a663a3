"""The clock's care for files: what was removed a day ago goes for good, and so do bytes that no row names."""

from __future__ import annotations

from services.tracker.domain.documents.rules import UNDO
from services.tracker.settings import TrackerContext
from services.tracker.storage import stored_files
from services.tracker.usecases.documents.keeping import file_store
from shared.access.scope import SYSTEM
from shared.uploads.store import sweep

BATCH = 100


def forget_removed(ctx: TrackerContext) -> int:
    """Forgets the files of documents that were removed more than a day ago; returns how many.

    The rows go first. When the process dies before the bytes are gone, `sweep_orphans` finds them.
    """
    with ctx.write() as work:
        gone = stored_files.of_removed(work.connection, SYSTEM, ctx.clock.now() - UNDO, BATCH)
        stored_files.forget(work.connection, SYSTEM, [file.id for file in gone])
    for file in gone:
        file_store(ctx).delete(file.stored_as)
    return len(gone)


def sweep_orphans(ctx: TrackerContext) -> int:
    """Removes bytes that were written for a change that never committed; returns how many."""

    def in_use(names: list[str]) -> set[str]:
        with ctx.database.read() as connection:
            return stored_files.names_in_use(connection, names)

    return sweep(file_store(ctx), in_use, ctx.clock.now())
