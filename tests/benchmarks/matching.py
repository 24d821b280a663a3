"""Speed of the compiled matcher against references made in the same run: `python -m tests.benchmarks.matching`.

References: a loop over objects that asks the same criteria and stops at the first hard no, PostgreSQL with a GIN index
and a text rank, SQLite with FTS5. The two databases filter by most of the hard rules and rank by words only, which is
less than the matcher does. With `--large` at 10,000 sources and needs, which takes minutes.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import psycopg

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import CRITERIA, REQUIREMENT_CRITERIA
from services.matcher.domain.criteria.requirement import applies
from services.matcher.domain.dutch import words
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.matching import order
from services.matcher.domain.need import Need
from services.matcher.domain.pair import judge_pair
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit, need_text, source_text
from services.matcher.domain.verdicts import Answer, Verdict
from services.matcher.engine.edition import Edition
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.engine.source_facts import facts_of
from services.matcher.engine.source_index import SourceIndex
from services.matcher.storage.region_file import shipped_regions
from tests.benchmarks.matching_records import TODAY, Country
from tests.support.postgres import PostgresServer, start_postgres

SOURCES, MANY = 1_500, 10_000
NEEDS, WARM, CHANGED = 10, 40, 10
Figures = dict[str, float]


def milliseconds(act: Callable[[Any], object], items: Iterable[Any]) -> list[float]:
    """Time one act per item."""
    times = []
    for item in items:
        begin = time.perf_counter()
        act(item)
        times.append((time.perf_counter() - begin) * 1000)
    return times


def shut_out(need: Need, source: Source, context: Context) -> bool:
    """Whether a hard criterion says no; asks no further than the first that does."""
    for criterion in CRITERIA:
        if _is_no(criterion(need, source, context)):
            return True
    return any(
        _is_no(REQUIREMENT_CRITERIA[rule.kind](rule, need, source, context))
        for rule in source.requirements
        if applies(rule, need)
    )


def _is_no(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.answer is Answer.NO and verdict.is_hard


def loop(need: Need, sources: Sequence[Source], context: Context, text: TextFit) -> list[str]:
    """The first 20 by the plain rules."""
    wanted = text.weights_of_need(need)
    left = [source for source in sources if not shut_out(need, source, context)]
    found = [judge_pair(need, s, context, text.fit(wanted, text.offered[s.id])) for s in left]
    found.sort(key=lambda item: order(item.source_id, item.group, item.score, item.was_no))
    return [item.source_id for item in found[:20]]


def forward(sources: list[Source], needs: list[Need], compiled: CompiledMatcher, edition: Edition) -> Figures:
    """One need, first 20, of a matcher that answered other needs before; equality with the loop is checked."""
    for need in needs[NEEDS:]:
        compiled.first(need, TODAY)
    needs = needs[:NEEDS]
    for need in needs[:3]:
        ours = [match.source_id for match in compiled.first(need, TODAY)]
        assert ours == loop(need, sources, compiled.context(need, TODAY), edition.text), need
    ours_ms = milliseconds(lambda need: compiled.first(need, TODAY), needs)
    loop_ms = milliseconds(lambda n: loop(n, sources, compiled.context(n, TODAY), edition.text), needs)
    return {
        "matcher_ms": statistics.median(ours_ms),
        "matcher_worst_ms": max(ours_ms),
        "loop_ms": statistics.median(loop_ms),
    }


def reverse(compiled: CompiledMatcher, needs: list[Need], changed: list[Source], edition: Edition) -> Figures:
    """One source against all needs, by index and by loop."""
    backward = compiled.against(needs)
    questions = {need.id: (need, compiled.context(need, TODAY)) for need in needs}
    for source in changed[CHANGED:]:
        backward.matches(source, TODAY)

    def by_loop(source: Source) -> int:
        offered = edition.weights_of(source)
        left = [pair for pair in questions.values() if not shut_out(pair[0], source, pair[1])]
        fit, wanted = edition.text.fit, edition.text.weights_of_need
        return len([judge_pair(need, source, context, fit(wanted(need), offered)) for need, context in left])

    ours = milliseconds(lambda source: backward.matches(source, TODAY), changed[:CHANGED])
    plain = milliseconds(by_loop, changed[:CHANGED])
    return {
        "reverse_ms": statistics.median(ours),
        "reverse_p95_ms": sorted(ours)[-2],
        "reverse_loop_ms": statistics.median(plain),
        "reverse_loop_p95_ms": sorted(plain)[-2],
    }


_TABLE = """CREATE TABLE s (id text PRIMARY KEY, areas text[], support text[], refused text[], least bigint,
 most bigint, weeks int, wait int, anbi bool, started bool, body tsvector)"""
_QUERY = """SELECT id, ts_rank(body, to_tsquery('simple', %(words)s)) AS rank FROM s
 WHERE areas && %(areas)s AND support && %(support)s AND NOT %(form)s = ANY(refused)
 AND (least IS NULL OR least <= %(total)s) AND (most IS NULL OR most * 10 >= %(sought)s)
 AND (weeks IS NULL OR weeks * 7 <= %(ahead)s) AND (wait IS NULL OR wait * 7 <= %(ahead)s)
 AND NOT (anbi AND %(no_anbi)s) ORDER BY rank DESC, id LIMIT 20"""


def _row(source: Source) -> dict[str, Any]:
    facts = facts_of(source, ShelfLives())
    return {
        "id": source.id,
        "areas": list(source.areas),
        "support": list(source.support),
        "refused": sorted(facts.refused),
        "least": facts.least_cents,
        "most": facts.most_cents,
        "weeks": facts.weeks_before_start,
        "wait": facts.wait_weeks,
        "anbi": facts.asks_anbi,
        "started": facts.asks_not_started,
        "words": " ".join(words(source_text(source))),
    }


_INSERT = """INSERT INTO s VALUES (%(id)s, %(areas)s, %(support)s, %(refused)s, %(least)s, %(most)s, %(weeks)s,
 %(wait)s, %(anbi)s, %(started)s, to_tsvector('simple', %(words)s))"""


def _asked(need: Need, context: Context) -> dict[str, Any]:
    ahead = (need.starts_on - TODAY).days if need.starts_on else 9_999
    return {
        "areas": sorted(context.around),
        "support": sorted(need.support),
        "form": need.place.legal_form or "-",
        "total": max(need.total_cents or 0, need.sought_cents or 0),
        "sought": need.sought_cents,
        "ahead": ahead,
        "no_anbi": need.place.anbi is False,
        "words": " | ".join(sorted(set(words(need_text(need))))),
    }


def postgres(
    server: PostgresServer, sources: list[Source], asked: list[dict[str, Any]], extra: list[Source]
) -> Figures:
    """The query, and one insert with its commit; this server does not wait for the disk, a real one does."""
    with psycopg.connect(server.create("bench").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(_TABLE)
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(
                _INSERT, [_row(source) for source in sources if not facts_of(source, ShelfLives()).never]
            )
        connection.execute("CREATE INDEX ON s USING gin (areas, refused, body)")
        connection.execute("VACUUM ANALYZE s")
        for item in asked:
            connection.execute(_QUERY, item).fetchall()
        query = milliseconds(lambda item: connection.execute(_QUERY, item).fetchall(), asked)
        rows = [{**_row(source), "id": f"new-{source.id}"} for source in extra]
        insert = milliseconds(lambda row: connection.execute(_INSERT, row), rows)
    return {"postgresql_ms": statistics.median(query), "postgresql_insert_ms": statistics.median(insert)}


def sqlite(sources: list[Source], asked: list[dict[str, Any]]) -> Figures:
    """An area index and FTS5 in memory."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE s (n INTEGER PRIMARY KEY, id, support, least, most, weeks, wait, anbi)")
    base.execute("CREATE TABLE area (code, n)")
    base.execute("CREATE VIRTUAL TABLE body USING fts5(words)")
    for number, row in enumerate(_row(s) for s in sources if not facts_of(s, ShelfLives()).never):
        plain = [row[name] for name in ("id", "least", "most", "weeks", "wait", "anbi")]
        base.execute("INSERT INTO s VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, plain[0], row["support"][0], *plain[1:]))
        base.executemany("INSERT INTO area VALUES (?, ?)", [(code, number) for code in row["areas"]])
        base.execute("INSERT INTO body (rowid, words) VALUES (?, ?)", (number, row["words"]))
    base.execute("CREATE INDEX by_area ON area (code, n)")

    def query(item: dict[str, Any]) -> object:
        marks = ",".join("?" * len(item["areas"]))
        given = (item["words"].replace(" | ", " OR "), *item["areas"], item["support"][0])
        limits = (item["total"], item["sought"], item["ahead"], item["ahead"], item["no_anbi"])
        return base.execute(
            f"SELECT s.id FROM body JOIN s ON s.n = body.rowid WHERE body MATCH ? AND s.n IN (SELECT n FROM area"
            f" WHERE code IN ({marks})) AND support = ? AND (least IS NULL OR least <= ?) AND (most IS NULL OR"
            " most * 10 >= ?) AND (weeks IS NULL OR weeks * 7 <= ?) AND (wait IS NULL OR wait * 7 <= ?)"
            " AND NOT (anbi AND ?) ORDER BY rank LIMIT 20",
            (*given, *limits),
        ).fetchall()

    for item in asked:
        query(item)
    return {"sqlite_ms": statistics.median(milliseconds(query, asked))}


def measure(size: int = SOURCES) -> Figures:
    """All figures at this number of sources and as many needs."""
    regions = shipped_regions()
    country = Country(regions)
    sources = [country.source(number) for number in range(size)]
    extra = [country.source(size + number) for number in range(2 * CHANGED)]
    needs = [country.need(number) for number in range(size)]
    edition = Edition.of(sources)
    compiled = CompiledMatcher(sources, regions, edition=edition)
    found = forward(sources, needs[: NEEDS + WARM], compiled, edition)
    found["left_by_index"] = len(compiled.left(needs[0], TODAY))
    asked = [_asked(need, compiled.context(need, TODAY)) for need in needs[:NEEDS]]
    server = start_postgres()
    try:
        found |= postgres(server, sources, asked, extra)
    finally:
        server.stop()
    found |= sqlite(sources, asked) | reverse(compiled, needs, extra, edition)
    index = SourceIndex(sources, regions, ShelfLives())
    found["update_index_ms"] = statistics.median(milliseconds(index.put, extra))
    return found


def ratios(found: Figures) -> Figures:
    """Each figure against its reference; more is better, but for the update, where at most 0.2 is asked."""
    return {
        "loop_over_matcher": found["loop_ms"] / found["matcher_ms"],
        "postgresql_over_matcher": found["postgresql_ms"] / found["matcher_ms"],
        "sqlite_over_matcher": found["sqlite_ms"] / found["matcher_ms"],
        "reverse_loop_over_index": found["reverse_loop_ms"] / found["reverse_ms"],
        "reverse_p95_loop_over_index": found["reverse_loop_p95_ms"] / found["reverse_p95_ms"],
        "update_over_postgresql_insert": found["update_index_ms"] / found["postgresql_insert_ms"],
    }


def report(size: int = SOURCES) -> Figures:
    """Measure, print and give figures and ratios."""
    found = measure(size)
    found = {name: round(figure, 3) for name, figure in (found | ratios(found)).items()}
    for name, figure in found.items():
        print(f"match {size} sources, {name}: {figure}")
    return found


if __name__ == "__main__":
    report(MANY if "--large" in sys.argv else SOURCES)
