"""How far each database had come, kept in a file beside them: one that is behind its mark was restored from a dump."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from shared.notifier import beats
from shared.notifier.context import NotifierContext
from shared.notifier.tables import taken_event
from shared.outbox import intents

FILE = "how-far.json"
OWN = "notifier"
# What a machine without power may lose of a database that is not restored.
TOLERANCE = timedelta(seconds=60)

Marks = Mapping[str, datetime]


def in_file(data_dir: Path) -> Marks:
    """The marks of the last look; none at a first start, and none when the file can't be read."""
    try:
        kept = json.loads((data_dir / FILE).read_text(encoding="ascii"))
        return {str(name): datetime.fromisoformat(text) for name, text in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def in_databases(context: NotifierContext) -> Marks:
    """How far the databases are now: our heartbeat, and the newest intent of each sender."""
    marks = {}
    with context.database.read() as connection:
        if own := beats.last(connection).get(OWN):
            marks[OWN] = own
        is_new = connection.execute(sa.select(taken_event.c.event_id).limit(1)).first() is None
    for sender, database in context.senders.items():
        with database.read() as connection:
            if newest := intents.newest_id(connection):
                marks[sender] = made_at(newest)
    return {} if is_new and OWN not in marks else marks


def behind(kept: Marks, now: Marks) -> list[str]:
    """Which databases are older than they were. None for a suite that starts anew beside an old file."""
    if not now:
        return []
    return sorted(name for name, mark in kept.items() if name not in now or now[name] < mark - TOLERANCE)


def move_on(context: NotifierContext) -> None:
    """Moves the marks on: first in our database, then in the file, so that the file is never ahead by itself."""
    with context.database.transaction() as connection:
        # A clock that is set back must not look like an older database.
        beats.beat(connection, OWN, not_before=beats.last(connection).get(OWN))
    _write(context.settings.data_dir, in_databases(context))


def made_at(identifier: str) -> datetime:
    """The moment at which an id (UUIDv7) was made."""
    return datetime.fromtimestamp(int(identifier.replace("-", "")[:12], 16) / 1000, UTC)


def _write(data_dir: Path, marks: Marks) -> None:
    """Replaces the file as a whole: a crash leaves the old one or the new one."""
    data_dir.mkdir(parents=True, exist_ok=True)
    fresh = data_dir / f"{FILE}.{os.getpid()}"
    fresh.write_text(json.dumps({name: mark.isoformat() for name, mark in marks.items()}), encoding="ascii")
    fresh.replace(data_dir / FILE)
