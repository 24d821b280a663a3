"""What is left over: lists of awards that nobody confirmed, and photos that no record names."""

from __future__ import annotations

from datetime import timedelta

from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import files_in_use, forget_shown_lists
from services.tracker.usecases.payouts.payments import AREA
from shared.access.scope import SYSTEM
from shared.uploads import store_of
from shared.uploads.store import sweep

KEPT = timedelta(days=7)


def tidy_payouts(ctx: TrackerContext) -> int:
    """Forgets lists that were shown a week ago and not confirmed, then photos of a day old without a record.

    Returns how many went. Safe twice at once: what one removed, the other does not find.
    """
    now = ctx.clock.now()
    with ctx.database.transaction() as connection:
        forgotten = forget_shown_lists(connection, SYSTEM, now - KEPT)

    def in_use(names: list[str]) -> set[str]:
        with ctx.database.read() as connection:
            return files_in_use(connection, SYSTEM, names)

    return forgotten + sweep(store_of(ctx.settings, AREA), in_use, now)
