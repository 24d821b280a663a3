"""How long a budget of 30 lines takes to save, and a transition that freezes it: `python -m tests.benchmarks.budget`.

Each run is measured beside the bare statements it needs: what it asks of the databases is kept, and sent again, as
finished texts in one transaction, to a twin of the tracker's database. PostgreSQL that keeps what it commits, with
1,000 applications and with 10,000.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from services.tracker.domain.budgets.records import Line
from services.tracker.storage.tables import TRACKER_MIGRATIONS, metadata
from services.tracker.usecases.applying.edit_application import edit_application
from services.tracker.usecases.budgeting.save_budget import save_budget
from services.tracker.usecases.reviewing.approve_application import approve_application
from shared.access.actors import Actor
from shared.access.tables import PEOPLE_MIGRATIONS
from shared.kernel.ids import new_id
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.tracker.acts import begin
from tests.services.tracker.budget_acts import save, second_source
from tests.services.tracker.world import World, open_world
from tests.support.postgres import PostgresServer, start_postgres

SIZES, RUNS, WARM, LINES, PLACES = (1_000, 10_000), 30, 3, 30, 60
Asked = list[tuple[sa.Engine, str, Any]]


@dataclass
class Case:
    """A world with so many applications, and the one that is measured."""

    world: World
    twin: Database
    application_id: str
    bea: Actor
    cents: int = 0

    def save(self) -> None:
        """Writes 30 lines, the last one new each time."""
        self.cents += 1
        save_budget(self.world.ctx, self.bea, self.application_id, lines=_lines(self.cents))

    def approve(self) -> None:
        """The transition that freezes the budget."""
        approve_application(self.world.ctx, self.bea, self.application_id)

    def reopen(self) -> None:
        """Back to a draft, for the next approval."""
        edit_application(
            self.world.ctx,
            self.bea,
            self.application_id,
            title="Keuken",
            amount_cents=400_000,
            expected_version=None,
        )


def measure() -> dict[str, Any]:
    """Medians in milliseconds, how they stand to the bare statements, and the growth from size to size.

    Both sizes are measured in turn, so that what else the machine does weighs on both.
    """
    server = start_postgres(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            small, large = (_case(server, Path(folder) / str(size), size) for size in SIZES)
            figures = {
                "save": _figures(small, large, Case.save),
                "transition": _figures(small, large, Case.approve, Case.reopen),
            }
    finally:
        server.stop()
    for name, figure in figures.items():
        print(f"budget_{name}: {figure} (goal: ratio at most 3, growth at most 1.5)")
    return {"lines": LINES, "applications": SIZES[-1], "runs": RUNS, **figures}


def _figures(
    small: Case, large: Case, act: Callable[[Case], None], between: Callable[[Case], None] | None = None
) -> dict[str, float]:
    taken: list[tuple[float, float, float]] = []
    for _run in range(RUNS + WARM):
        before, _bare = _beside_bare(small, act)
        ours, bare = _beside_bare(large, act)
        taken.append((ours, bare, before))
        if between:
            _beside_bare(small, between)
            _beside_bare(large, between)
    kept = taken[WARM:]
    return {
        "median_ms": round(statistics.median(ours for ours, _bare, _before in kept), 2),
        "bare_ms": round(statistics.median(bare for _ours, bare, _before in kept), 2),
        "ratio": round(statistics.median(ours / bare for ours, bare, _before in kept), 2),
        "growth": round(statistics.median(ours / before for ours, _bare, before in kept), 2),
    }


def _beside_bare(case: Case, act: Callable[[Case], None]) -> tuple[float, float]:
    """Milliseconds of the act, and of its statements alone on the twin of the database."""
    with _asked(case.world) as asked:
        begun = time.perf_counter()
        act(case)
        took = time.perf_counter() - begun
    return took * 1000, _again(case, asked) * 1000


@contextmanager
def _asked(world: World) -> Iterator[Asked]:
    """What the tracker's and the people's database are asked meanwhile."""
    asked: Asked = []

    def keep(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if not statement.startswith("BEGIN"):
            asked.append((connection.engine, statement, parameters))

    engines = [world.ctx.database.engine, world.ctx.people.engine]
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", keep)
    yield asked
    for engine in engines:
        sa.event.remove(engine, "before_cursor_execute", keep)


def _again(case: Case, asked: Asked) -> float:
    """The same statements in one transaction, as finished texts; seconds. The twin was a copy, and so stays one."""
    begun = time.perf_counter()
    with case.twin.transaction() as own, case.world.ctx.people.read() as people:
        for engine, statement, parameters in asked:
            result = (people if engine is case.world.ctx.people.engine else own).exec_driver_sql(statement, parameters)
            if result.returns_rows:
                result.fetchall()
    return time.perf_counter() - begun


def _lines(cents: int) -> list[Line]:
    whole = [Line(f"line-{number}", f"Kostenpost {number}", 13_000, kind="materials") for number in range(LINES - 1)]
    return [*whole, Line("last", "Rest", 10_000 + cents)]


def _case(server: PostgresServer, folder: Path, size: int) -> Case:
    folder.mkdir()
    name = f"tracker_{size}"
    urls = {
        "people": f"sqlite:///{folder / 'people.sqlite3'}",
        "tracker": server.create(name),
        "notifier": f"sqlite:///{folder / 'notifier.sqlite3'}",
    }
    databases = {key: Database(url) for key, url in urls.items()}
    migrations = {"people": PEOPLE_MIGRATIONS, "tracker": TRACKER_MIGRATIONS, "notifier": NOTIFIER_MIGRATIONS}
    for key, database in databases.items():
        upgrade(database, migrations[key])
    world = open_world(databases["people"], databases["tracker"], databases["notifier"], folder)
    application = begin(world)
    save(world, application, lines=_lines(0))
    _fill(world, size)
    second_source(world)
    databases["tracker"].dispose()  # nobody may look while a database is copied
    return Case(world, Database(server.create(f"{name}_twin", template=name)), application.id, world.actor("bea"))


def _fill(world: World, size: int) -> None:
    """The first application and its budget over and over, at other places."""
    rows = {name: dict(world.rows(name)[0]) for name in ("application", "source_snapshot", "budget")}
    with world.ctx.database.transaction() as connection:
        for number in range(size):
            _copy(connection, rows, number, f"place-{number % PLACES}")


def _copy(connection: sa.Connection, rows: dict[str, dict[str, Any]], number: int, place_id: str) -> None:
    new = {"place_id": place_id, "need_id": f"need-of-{number}", "open_key": None, "application_id": new_id()}
    for name, row in rows.items():
        own = {**row, **{key: value for key, value in new.items() if key in row}}
        own["id"] = new["application_id"] if name == "application" else new_id()
        connection.execute(sa.insert(metadata.tables[name]).values(**own))


if __name__ == "__main__":
    print(json.dumps(measure()))
