"""The calendar and the scan of due reminders: `python -m tests.benchmarks.tracker_time`.

Each beside the bare statements that it can't do without (`ratio`), and beside itself in a table ten times as large
(`flat`): a ratio of at most 3 and a growth of at most 1.5 are what this project asks of itself. On SQLite.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from services.tracker.storage import reminders
from services.tracker.storage.tables import TRACKER_MIGRATIONS, application, deadline, reminder
from services.tracker.usecases.reading.read_calendar import read_calendar
from services.tracker.usecases.reminding import make_due_reminders as reminding
from shared.access.scope import SYSTEM
from shared.access.tables import PEOPLE_MIGRATIONS
from shared.kernel.ids import new_id
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.outbox.tables import outbox
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.tracker.world import World, open_world

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHOWN = 500
DUE = 100_000
RUNS = 9
STARTS = date(2027, 1, 1)
DAYS = 90


def measure() -> dict[str, Any]:
    """All figures, in milliseconds of the processor; a batch of the scan is 200 reminders."""
    figures = {"calendar_of_500": _calendar(), "reminder_scan": _scan()}
    print(f"tracker, time: {figures}")
    return figures


def _calendar() -> dict[str, float]:
    with _world(5_000, shown=SHOWN) as small, _world(50_000, shown=SHOWN) as big:
        return _figures(lambda: _read(small), lambda: _read(big), lambda: _bare_calendar(big))


def _scan() -> dict[str, float]:
    with _world(DUE // 50, due=True) as small, _world(DUE // 5, due=True) as big:
        return {"due_rows": DUE, **_figures(lambda: _batch(small), lambda: _batch(big), lambda: _bare_batch(big))}


def _figures(*acts: Callable[[], object]) -> dict[str, float]:
    """The fastest of several runs of each, in turns, in processor time: SQLite works in this process."""
    times: list[list[float]] = [[] for _act in acts]
    for _run in range(RUNS):
        for act, taken in zip(acts, times, strict=True):
            begin = time.process_time()
            act()
            taken.append(time.process_time() - begin)
    small, big, bare = map(min, times)
    return {
        "ms": round(big * 1000, 2),
        "bare_ms": round(bare * 1000, 2),
        "ratio": round(big / bare, 2),
        "flat": round(big / small, 2),
    }


def _read(world: World) -> None:
    found = read_calendar(world.ctx, world.actor("bea"), starts_on=STARTS, ends_on=STARTS + timedelta(days=DAYS))
    assert len(found.entries) == SHOWN


def _bare_calendar(world: World) -> None:
    """The one query, read into rows; and who asks, as every page needs to know."""
    ends = STARTS + timedelta(days=DAYS)
    world.actor("bea")
    query = (
        sa.select(deadline, application.c.title, application.c.source_name)
        .join(application, application.c.id == deadline.c.application_id)
        .where(
            deadline.c.place_id == world.place,
            deadline.c.state.in_(["proposed", "confirmed"]),
            deadline.c.plan_by >= datetime(2026, 12, 31, tzinfo=UTC),
            deadline.c.plan_by < datetime(2027, 4, 3, tzinfo=UTC),
            deadline.c.last_day.between(STARTS, ends),
        )
        .order_by(deadline.c.last_day, deadline.c.plan_by, deadline.c.id)
    )
    with world.ctx.database.read() as connection:
        rows = connection.execute(query).all()
    assert len(rows) == SHOWN


def _batch(world: World) -> None:
    """One batch of the scan, as the ticker does it."""
    with world.ctx.write() as work:
        rows = reminders.due(work.connection, SYSTEM, now=NOW, limit=reminding.BATCH)
        made = reminding._make(world.ctx, work, rows, NOW)
    assert made.told == reminding.BATCH


def _bare_batch(world: World) -> None:
    """The statements of one batch, without rules: find, look up, mark each and write what is to be told of it."""
    with world.ctx.database.transaction() as connection:
        due = sa.select(reminder).where(reminder.c.state == "planned", reminder.c.due_at <= NOW)
        rows = connection.execute(due.order_by(reminder.c.due_at, reminder.c.id).limit(reminding.BATCH)).all()
        ids = sorted({row.application_id for row in rows})
        connection.execute(sa.select(application).where(application.c.id.in_(ids))).all()
        connection.execute(sa.select(deadline).where(deadline.c.application_id.in_(ids))).all()
        for row in rows:
            done = {"state": "done", "closed_at": NOW}
            connection.execute(sa.update(reminder).where(reminder.c.id == row.id).values(**done))
            connection.execute(sa.insert(outbox).values(**_intent(row)))


def _intent(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": 1,
        "kind": "deadline_reminder",
        "subject": f"application:{row.application_id}",
        "audience": "place_team",
        "place_id": row.place_id,
        "data": {"application_title": "Keuken", "closing_date": "2027-03-31", "closing_text": "31 maart 2027"},
        "occurrence": f"{row.deadline_id}:v1:{row.offset_days}",
        "due_at": NOW,
        "useful_until": row.useful_until,
        "created_at": NOW,
        "state": "open",
    }


@contextmanager
def _world(applications: int, *, shown: int = 0, due: bool = False) -> Iterator[World]:
    """A world with so many applications, one deadline each: `shown` in the window; with `due` all reminders are due."""
    migrations = {"people": PEOPLE_MIGRATIONS, "tracker": TRACKER_MIGRATIONS, "notifier": NOTIFIER_MIGRATIONS}
    with tempfile.TemporaryDirectory() as folder:
        databases = {name: Database(f"sqlite:///{folder}/{name}.sqlite3") for name in migrations}
        for name, database in databases.items():
            upgrade(database, migrations[name])
        world = open_world(databases["people"], databases["tracker"], databases["notifier"], Path(folder))
        _fill(world, applications, shown, due=due)
        yield world
        for database in databases.values():
            database.dispose()


def _fill(world: World, count: int, shown: int, *, due: bool) -> None:
    ids = [new_id() for _number in range(count)]
    days = [STARTS + timedelta(days=n % DAYS if n < shown else 200 + n % 900) for n in range(count)]
    kept = [_deadline(world, id_, day) for id_, day in zip(ids, days, strict=True)]
    with world.ctx.database.transaction() as connection:
        connection.execute(sa.insert(application), [_application(world, id_, n) for n, id_ in enumerate(ids)])
        connection.execute(sa.insert(deadline), kept)
        if due:
            connection.execute(sa.insert(reminder), [_reminder(row, n) for row in kept for n in (42, 14, 7, 2, 0)])


def _application(world: World, id_: str, number: int) -> dict[str, Any]:
    return {
        "id": id_,
        "place_id": world.place,
        "need_id": f"need-{number}",
        "need_title": "Een nieuwe keuken",
        "source_id": "fonds",
        "source_name": "Keukens voor de buurt",
        "provider": "Fonds",
        "source_status": "open",
        "title": f"Keuken {number}",
        "state": "draft",
        "version": 1,
        "started_by": world.ids["mo"],
        "author_ids": [],
        "created_at": NOW,
        "updated_at": NOW,
        "attention_at": NOW,
    }


def _deadline(world: World, application_id: str, day: date) -> dict[str, Any]:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return {
        "id": new_id(),
        "version": 1,
        "application_id": application_id,
        "place_id": world.place,
        "kind": "closing",
        "state": "confirmed",
        "local_date": day,
        "zone": "Europe/Amsterdam",
        "precision": "day",
        "basis": "through",
        "closes_at": moment,
        "plan_by": moment,
        "last_day": day,
        "assumed": False,
        "told_by": world.ids["mo"],
        "made_at": NOW,
        "origin": "person",
    }


def _reminder(kept: dict[str, Any], offset: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "deadline_id": kept["id"],
        "deadline_version": 1,
        "application_id": kept["application_id"],
        "place_id": kept["place_id"],
        "offset_days": offset,
        "due_at": NOW - timedelta(hours=1),
        "useful_until": NOW + timedelta(days=30),
        "state": "planned",
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
