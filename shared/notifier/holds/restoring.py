"""After a restore nothing goes out by itself: what the databases forgot may have been told already."""

from __future__ import annotations

import structlog

from shared.notifier.context import NotifierContext
from shared.notifier.holds import marks, sent_log, storage
from shared.notifier.holds.rules import Cause, Extent

log = structlog.get_logger(__name__)

REASON = "restored"


def look_for_restore(context: NotifierContext) -> bool:
    """Holds everything back when a database is older than it was at the last look; whether it did so now.

    What the log outside the databases knows as sent is noted, and never sent again.
    """
    kept, now = marks.in_file(context.settings.data_dir), marks.in_databases(context)
    old = marks.behind(kept, now)
    if not old:
        return False
    mark = ",".join(f"{name}={kept[name]:%Y%m%dT%H%M%S}" for name in old)
    with context.database.transaction() as connection:
        storage.keep_sent(connection, sent_log.read(context.settings.data_dir))
        held = storage.add(connection, Extent(), Cause.RESTORE, REASON, context.clock.now(), mark=mark[:120])
    if held is not None:
        log.error("restore_noticed_everything_held", behind=old, hold_id=held)
    return held is not None


def keep_mark(context: NotifierContext) -> None:
    """Looks for a restore, then moves the marks on. Called by the one ticker that works."""
    look_for_restore(context)
    marks.move_on(context)
