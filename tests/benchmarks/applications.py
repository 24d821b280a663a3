"""Finding among 10,000 applications of one coalition: `python -m tests.benchmarks.applications`.

Each figure is a page of 25 with its count, filtered as people do. Beside it stand the same statements, written by hand
and sent to the driver. The same is asked of a table ten times as large, with the applications of nine other coalitions:
`flat` is how many times longer that takes. All are asked in turn, so that what else the machine does falls on each.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
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


def measure(small_url: str = "", large_url: str = "") -> dict[str, Any]:
    """Milliseconds of each search, of its bare statements, their ratio, and how flat it stays; without urls SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        small = Database(small_url or f"sqlite:///{Path(folder) / 'small.sqlite3'}")
        large = Database(large_url or f"sqlite:///{Path(folder) / 'large.sqlite3'}")
        try:
            return _measured(small, large)
        finally:
            small.dispose()
            large.dispose()


def _measured(small: Database, large: Database) -> dict[str, Any]:
    places = [new_id() for _ in range(PLACES)]
    scope = Scope(person_id="p", places=frozenset(places))
    _fill(small, [places])
    _fill(large, [places, *([new_id() for _ in range(PLACES)] for _ in range(COALITIONS - 1))])
    figures = {}
    for name, wanted in SEARCHES.items():
        ours, bare, in_large = _times(small, large, scope, wanted)
        figures[name] = {
            "ms": round(ours, 2),
            "bare_ms": round(bare, 2),
            "ratio": round(ours / bare, 2),
            "ms_with_ten_times_more": round(in_large, 2),
            "flat": round(in_large / ours, 2),
        }
        print(f"list of applications, {name}: {figures[name]} (bars: ratio 3, flat 1.5)")
    return figures


def _fill(database: Database, coalitions: Sequence[Sequence[str]]) -> None:
    upgrade(database, TRACKER_MIGRATIONS)
    for places in coalitions:
        with database.transaction() as connection:
            fill(connection, places, APPLICATIONS)
    with database.transaction() as connection:
        connection.exec_driver_sql("ANALYZE")


def _times(small: Database, large: Database, scope: Scope, wanted: Wanted) -> tuple[float, float, float]:
    """Medians in milliseconds: ours, the bare statements, and ours in the large table."""
    ours: list[float] = []
    bare: list[float] = []
    in_large: list[float] = []
    texts = _bare(small, scope, wanted)
    with small.read() as connection, large.read() as other:
        for _ in range(RUNS):
            ours.append(_ms(lambda: _ours(connection, scope, wanted)))
            bare.append(_ms(lambda: [connection.exec_driver_sql(text).fetchall() for text in texts]))
            in_large.append(_ms(lambda: _ours(other, scope, wanted)))
    return statistics.median(ours), statistics.median(bare), statistics.median(in_large)


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
