"""Finding among 10,000 applications of one coalition: `python -m tests.benchmarks.applications`.

Each figure is a page of 25 with its count, filtered as people do. Beside it stand the same statements, written by hand
and sent to the driver. Then the table grows tenfold with the applications of nine other coalitions, and it is measured
again: `flat` is how many times longer it takes.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.tracker.domain.phases import Phase
from services.tracker.domain.wanted import Wanted, wanted_of
from services.tracker.storage import application_lists
from services.tracker.storage.tables import TRACKER_MIGRATIONS
from shared.access.scope import Scope
from shared.kernel.ids import new_id
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.tracker.many import fill
from tests.services.tracker.world import NOW

APPLICATIONS, PLACES, COALITIONS, RUNS, PAGE = 10_000, 60, 10, 41, 25
SEARCHES: dict[str, Wanted] = {
    "under_way": wanted_of(NOW, phases=(Phase.WRITING, Phase.WAITING)),
    "one_kind_of_giver": wanted_of(NOW, provider_kind="fund"),
    "closing_soon": wanted_of(NOW, closes_within=14),
    "words": wanted_of(NOW, text="aanvraag 77"),
}


def measure(url: str = "") -> dict[str, Any]:
    """Milliseconds of each search, of its bare statements, their ratio, and how flat it stays."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(url or f"sqlite:///{Path(folder) / 'tracker.sqlite3'}")
        try:
            upgrade(database, TRACKER_MIGRATIONS)
            return _measured(database)
        finally:
            database.dispose()


def _measured(database: Database) -> dict[str, Any]:
    places = [new_id() for _ in range(PLACES)]
    scope = Scope(person_id="p", places=frozenset(places))
    _fill(database, places)
    small = {name: _times(database, scope, wanted) for name, wanted in SEARCHES.items()}
    for _ in range(COALITIONS - 1):
        _fill(database, [new_id() for _ in range(PLACES)])
    figures = {}
    for name, wanted in SEARCHES.items():
        ours, bare = small[name]
        large, _bare = _times(database, scope, wanted)
        figures[name] = {
            "ms": round(ours, 2),
            "bare_ms": round(bare, 2),
            "ratio": round(ours / bare, 2),
            "ms_with_ten_times_more": round(large, 2),
            "flat": round(large / ours, 2),
        }
        print(f"list of applications, {name}: {figures[name]} (bars: ratio 3, flat 1.5)")
    return figures


def _fill(database: Database, places: list[str]) -> None:
    with database.transaction() as connection:
        fill(connection, places, APPLICATIONS)
    with database.transaction() as connection:
        connection.exec_driver_sql("ANALYZE")


def _times(database: Database, scope: Scope, wanted: Wanted) -> tuple[float, float]:
    """Medians in milliseconds, taken in turn, so that what else the machine does falls on both."""
    ours: list[float] = []
    bare: list[float] = []
    with database.read() as connection:
        texts = _bare(database, scope, wanted)
        for _ in range(RUNS):
            ours.append(_ms(lambda: _ours(connection, scope, wanted)))
            bare.append(_ms(lambda: [connection.exec_driver_sql(text).fetchall() for text in texts]))
    return statistics.median(ours), statistics.median(bare)


def _ours(connection: Any, scope: Scope, wanted: Wanted) -> None:
    found = application_lists.page_of(connection, scope, wanted, after=None, limit=PAGE + 1)
    assert found
    application_lists.count_of(connection, scope, wanted)


def _bare(database: Database, scope: Scope, wanted: Wanted) -> tuple[str, str]:
    """The page and the count as somebody would write them who knows the tables."""
    quoted = ", ".join(f"'{place}'" for place in sorted(scope.places))
    states = ", ".join(f"'{state.value}'" for state in wanted.states)
    where = f"place_id IN ({quoted}) AND state IN ({states})"
    if wanted.provider_kind:
        where += f" AND provider_kind = '{wanted.provider_kind}'"
    if wanted.attention_from and wanted.attention_until:
        first, last = (_moment(database, moment) for moment in (wanted.attention_from, wanted.attention_until))
        where += f" AND attention_at >= {first} AND attention_at < {last}"
    for word in wanted.words:
        like = f"LIKE '%%{word}%%'"
        handed_in = f"SELECT 1 FROM submission s WHERE s.application_id = application.id AND lower(s.reference) {like}"
        where += f" AND (search_words {like} OR EXISTS ({handed_in}))"  # our own words
    page = f"SELECT * FROM application WHERE {where} ORDER BY attention_at, id LIMIT {PAGE + 1}"
    return page, f"SELECT count(*) FROM application WHERE {where}"


def _moment(database: Database, moment: Any) -> str:
    text = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"'{text}'" if database.is_sqlite else f"timestamptz '{text}'"


def _ms(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
