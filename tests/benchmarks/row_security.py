"""What the policies of PostgreSQL cost: the list of applications of a place, held to them and not."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.tracker.storage.tables import TRACKER_MIGRATIONS, application
from shared.kernel.ids import new_id
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from shared.plumbing.reach import Reach, reaching
from tests.support.postgres import let_in, start_postgres

PLACES, PER_PLACE, TIMES = 100, 100, 300
ROLE = "suite_measured"


def main() -> None:
    """Prints the median and the 95th percentile of one small transaction, in milliseconds, under each role."""
    server = start_postgres()
    try:
        server.create("cost")
        let_in(server, "cost", ROLE)
        plain = f"postgresql+psycopg://postgres@/cost?host={server.folder}"
        owner, held = Database(plain), Database(f"{plain}&options=-crole%3D{ROLE}")
        upgrade(owner, TRACKER_MIGRATIONS)
        places = [new_id() for _ in range(PLACES)]
        _fill(owner, places)
        for round_ in range(2):
            for name, database in (("superuser, no policies", owner), ("held to the policies", held)):
                one, list_ = _measure(database, places, one=True), _measure(database, places, one=False)
                print(f"{round_ + 1} {name}: by id {_said(one)}; list of {PER_PLACE} {_said(list_)}")
        owner.dispose()
        held.dispose()
    finally:
        server.stop()


def _fill(database: Database, places: list[str]) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    rows = [_row(place, number, now) for place in places for number in range(PER_PLACE)]
    with database.transaction() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(sa.insert(application), rows)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _row(place: str, number: int, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "place_id": place,
        "need_id": new_id(),
        "need_title": "Keuken",
        "source_id": "fonds",
        "source_name": "Fonds",
        "provider": "Fonds",
        "source_status": "open",
        "title": f"Aanvraag {number}",
        "state": "draft",
        "version": 1,
        "started_by": place,
        "author_ids": [place],
        "created_at": now + timedelta(seconds=number),
        "updated_at": now,
    }


def _measure(database: Database, places: list[str], *, one: bool) -> list[float]:
    reach, taken = Reach(organisations=frozenset(places[:3]), person_id=places[0]), []
    mine = sa.select(application).where(application.c.place_id.in_(places[:1]))
    query = mine.limit(1) if one else mine.order_by(application.c.created_at)
    for _ in range(TIMES):
        begun = time.perf_counter()
        with reaching(reach), database.read() as connection:
            found = connection.execute(query).all()
        taken.append((time.perf_counter() - begun) * 1000)
        assert len(found) == (1 if one else PER_PLACE)
    return taken


def _said(taken: list[float]) -> str:
    return f"{statistics.median(taken):.2f} ms (p95 {statistics.quantiles(taken, n=20)[-1]:.2f})"


if __name__ == "__main__":
    main()
