"""Speed of the matcher against references made in the same run: `python -m tests.benchmarks.matching [--big]`.

Every need or source is put to the matcher and to the references in turn, so that other work on the machine slows all
of them alike; medians are compared. One process, one thread. The answers are compared too. `--big`: 100,000 of each.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from services.matcher.domain.context import Context
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.engine.edition import Edition
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.engine.source_index import SourceIndex
from services.matcher.storage.region_file import shipped_regions
from tests.benchmarks import matching_loop
from tests.benchmarks.matching_databases import Postgres, Sqlite, question_of, row_of, rows_of
from tests.benchmarks.matching_records import NARROW, OPEN, TODAY, Country, Shape
from tests.support.postgres import start_postgres

MANY, VERY_MANY = 10_000, 100_000
WARM, ASKED = 60, 40
"""Needs that the matcher met before, and needs that are timed."""
Figures = dict[str, float]
Act = Callable[[Any], object]


@dataclass(frozen=True)
class Bar:
    """What is asked of a ratio: at least, or at most."""

    asked: float
    at_most: bool = False

    def told(self, got: float) -> str:
        """In words."""
        reached = got <= self.asked if self.at_most else got >= self.asked
        sign = "at most" if self.at_most else "at least"
        return f"{got:.3g}, asked {sign} {self.asked:g}: {'reached' if reached else 'NOT REACHED'}"


def in_turn(acts: dict[str, Act], items: Sequence[Any], *, same: bool = False) -> dict[str, list[float]]:
    """Milliseconds of every act on every item, one item after the other; `same`: all must give the same."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for item in items:
        found = []
        for name, act in acts.items():
            begin = time.perf_counter()
            found.append(act(item))
            times[name].append((time.perf_counter() - begin) * 1000)
        assert not same or all(other == found[0] for other in found), item
    return times


class Bench:
    """A catalogue of one size and shape, and its references."""

    def __init__(self, size: int, shape: Shape) -> None:
        self.regions = shipped_regions()
        self.country = Country(self.regions, shape)
        self.sources = [self.country.source(number) for number in range(size)]
        self.changed = [self.country.source(size + number) for number in range(100)]
        edition = Edition.of(self.sources)
        begin, before = time.perf_counter(), _megabytes()
        self.matcher = CompiledMatcher(self.sources, self.regions, edition=edition)
        self.built = {"build_s": time.perf_counter() - begin, "build_mb": _megabytes() - before}
        self.edition = edition
        self.weights = cache(edition.text.weights_of_source)

    def context(self, need: Need) -> Context:
        """The context of a need."""
        return self.matcher.context(need, TODAY)

    def first(self, need: Need) -> list[str]:
        """The first 20."""
        return [match.source_id for match in self.matcher.first(need, TODAY)]

    def first_by_loop(self, need: Need) -> list[str]:
        """The same by the loop, which need not read words: it has them."""
        wanted = self.edition.text.weights_of_need(need)
        found = matching_loop.first(need, self.sources, self.context(need), self.weights, wanted)
        return [match.source_id for match in found]

    def read_words(self, need: Need) -> None:
        """Remembers the words of all sources that the loop will come to for this need."""
        by_id = {source.id: source for source in self.sources}
        for source_id in self.matcher.left(need, TODAY):
            self.weights(by_id[source_id])


def forward(bench: Bench, looped: int) -> Figures:
    """One need that nobody asked before: the first 20."""
    needs = [bench.country.need(number) for number in range(WARM + ASKED)]
    for need in needs[:WARM]:
        bench.first(need)
    asked = needs[WARM:]
    for need in asked[:looped]:
        bench.read_words(need)
    loop = in_turn({"matcher": bench.first, "loop": bench.first_by_loop}, asked[:looped], same=True)
    questions = {need.id: question_of(need, bench.regions, TODAY) for need in asked}
    rows = rows_of(bench.sources)
    acts: dict[str, Act] = {"matcher": bench.first}
    server = start_postgres()
    try:
        postgres = Postgres(server, rows)
        acts["postgresql"] = lambda need: postgres.first(questions[need.id])
        if len(bench.sources) <= MANY:
            sqlite = Sqlite(rows)
            acts["sqlite"] = lambda need: sqlite.first(questions[need.id])
        in_turn({name: act for name, act in acts.items() if name != "matcher"}, asked[:10])
        times = in_turn(acts, asked)
        postgres.close()
    finally:
        server.stop()
    left = [len(bench.matcher.left(need, TODAY)) for need in asked]
    middle = {name: statistics.median(found) for name, found in times.items()}
    return {
        "left_share_median": statistics.median(left) / len(bench.sources),
        **{f"{name}_ms": figure for name, figure in middle.items()},
        "matcher_p95_ms": sorted(times["matcher"])[-2],
        "loop_ms": statistics.median(loop["loop"]),
        "loop_over_matcher": statistics.median(loop["loop"]) / statistics.median(loop["matcher"]),
        **{f"{name}_over_matcher": figure / middle["matcher"] for name, figure in middle.items() if name != "matcher"},
    }


def reverse(bench: Bench, count: int, looped: int) -> Figures:
    """One new source against all needs."""
    needs = [bench.country.need(number) for number in range(count)]
    begin, before = time.perf_counter(), _megabytes()
    backward = bench.matcher.against(needs)
    built = {"needs_build_s": time.perf_counter() - begin}
    for source in bench.changed[looped:60]:
        backward.matches(source, TODAY)
    built["needs_build_mb"] = _megabytes() - before
    questions = [(need, bench.context(need)) for need in needs]
    weights = cache(bench.edition.text.weights_of_need)

    def by_loop(source: Source) -> set[str]:
        return matching_loop.against(source, questions, weights, bench.edition.weights_of(source))

    by_id = {need.id: need for need in needs}
    sources = bench.changed[:looped]
    for source in sources:
        for need_id in backward.matches(source, TODAY):
            weights(by_id[need_id])
    times = in_turn({"matcher": lambda s: set(backward.matches(s, TODAY)), "loop": by_loop}, sources, same=True)
    middle = {name: statistics.median(found) for name, found in times.items()}
    worst = {name: sorted(found)[-2] for name, found in times.items()}
    return {
        **built,
        "reverse_ms": middle["matcher"],
        "reverse_p95_ms": worst["matcher"],
        "reverse_loop_ms": middle["loop"],
        "reverse_loop_p95_ms": worst["loop"],
        "reverse_loop_over_matcher": middle["loop"] / middle["matcher"],
        "reverse_p95_loop_over_matcher": worst["loop"] / worst["matcher"],
    }


def update(bench: Bench) -> Figures:
    """One changed source: all work of the matcher, and a durable insert of PostgreSQL."""
    index = SourceIndex(bench.sources, bench.regions, ShelfLives())
    server = start_postgres(durable=True)
    try:
        postgres = Postgres(server, rows_of(bench.sources[:MANY]))
        rows = {source.id: row_of(source) for source in bench.changed}
        acts: dict[str, Act] = {
            "put": bench.matcher.put,
            "index": index.put,
            "postgresql": lambda source: postgres.insert(rows[source.id]),
        }
        times = in_turn(acts, [source for source in bench.changed if source.status != "closed"])
        postgres.close()
    finally:
        server.stop()
    middle = {name: statistics.median(found) for name, found in times.items()}
    return {
        "update_index_ms": middle["index"],
        "update_all_ms": middle["put"],
        "durable_insert_ms": middle["postgresql"],
        "update_index_over_insert": middle["index"] / middle["postgresql"],
        "update_all_over_insert": middle["put"] / middle["postgresql"],
    }


BARS = {
    "loop_over_matcher": Bar(20),
    "postgresql_over_matcher": Bar(8),
    "sqlite_over_matcher": Bar(8),
    "reverse_loop_over_matcher": Bar(50),
    "reverse_p95_loop_over_matcher": Bar(2),
    "update_index_over_insert": Bar(0.2, at_most=True),
    "update_all_over_insert": Bar(0.2, at_most=True),
}


def measure(*, big: bool = False) -> dict[str, Figures]:
    """Measure, print and give all figures."""
    size, needs, sources = (VERY_MANY, 2, 8) if big else (MANY, 5, 30)
    narrow, where = Bench(size, NARROW), f"{size} sources"
    found = {where: _printed(where, narrow.built) | _printed(where, forward(narrow, needs))}
    found[where] |= _printed(where, reverse(narrow, size, sources)) | _printed(where, update(narrow))
    if not big:
        untold, where = Bench(size, OPEN), f"{size} sources, much untold"
        found[where] = _printed(where, untold.built | forward(untold, needs))
        print("match: 100,000 sources and needs take some minutes more: make bench BIG=1")
    return found


def _printed(where: str, figures: Figures) -> Figures:
    for name, figure in figures.items():
        bar = BARS.get(name)
        print(f"match, {where}, {name}: {bar.told(figure) if bar else round(figure, 4)}", flush=True)
    return {name: round(figure, 4) for name, figure in figures.items()}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    measure(big="--big" in sys.argv)
