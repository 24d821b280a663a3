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

PLACES, PER_PLACE, TIMES = 50, 50, 200
ROLE = "suite_measured"


def main() -> None:
    """Prints what one small reading transaction takes, in milliseconds, with and without."""
    server = start_postgres()
    try:
        server.create("cost")
        let_in(server, "cost", ROLE)
        plain = f"postgresql+psycopg://postgres@/cost?host={server.folder}"
        owner, held = Database(plain), Database(f"{plain}&options=-crole%3D{ROLE}")
        bare = sa.create_engine(plain, pool_pre_ping=True)
        upgrade(owner, TRACKER_MIGRATIONS)
        places = [new_id() for _ in range(PLACES)]
        _fill(owner, places)
        for what, one in (("one by id", True), (f"a list of {PER_PLACE}", False)):
            taken = _measure({"nothing told, no policies": bare, "held to the policies": held.engine}, places, one=one)
            for name, times in taken.items():
                print(f"{what}, {name}: {_said(times)}")
        bare.dispose()
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
        "attention_at": now,
    }


def _measure(engines: dict[str, sa.Engine], places: list[str], *, one: bool) -> dict[str, list[float]]:
    """In turns, so that what else the machine does falls on both alike."""
    reach = Reach(organisations=frozenset(places[:3]), person_id=places[0])
    taken: dict[str, list[float]] = {name: [] for name in engines}
    mine = sa.select(application).where(application.c.place_id.in_(places[:1]))
    query = mine.limit(1) if one else mine.order_by(application.c.created_at)
    for _ in range(TIMES):
        for name, engine in engines.items():
            begun = time.perf_counter()
            with reaching(reach), engine.connect() as connection:
                found = connection.execute(query).all()
            taken[name].append((time.perf_counter() - begun) * 1000)
            assert len(found) == (1 if one else PER_PLACE)
    return taken


def _said(taken: list[float]) -> str:
    quiet = statistics.quantiles(taken, n=10)[0]
    return f"median {statistics.median(taken):.2f} ms, of the quickest tenth {quiet:.2f} ms"


if __name__ == "__main__":
    main()
