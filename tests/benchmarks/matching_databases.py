"""What databases take for the same question: PostgreSQL with GIN indexes and a text rank, SQLite with FTS5.

Both filter by the hard rules that SQL can tell, with the facts worked out beforehand, and rank by words only. They give
no group, no score and no reasons, which is less than the matcher does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

import psycopg

from services.matcher.domain.dutch import words
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import need_text, source_text
from services.matcher.engine.need_facts import facts_of as facts_of_need
from services.matcher.engine.source_facts import facts_of
from tests.support.postgres import PostgresServer

Row = dict[str, Any]
_COLUMNS = {
    "id": "text PRIMARY KEY",
    "areas": "text[]",
    "support": "text[]",
    "refused": "text[]",
    "shut": "text[]",
    "least": "bigint",
    "most": "bigint",
    "weeks": "int",
    "wait": "int",
    "closing": "date",
    "anbi": "bool",
    "started": "bool",
    "board": "int",
}
_TABLE = f"CREATE TABLE s ({', '.join(f'{name} {kind}' for name, kind in _COLUMNS.items())}, body tsvector)"
_INSERT = f"INSERT INTO s VALUES ({', '.join(f'%({name})s' for name in _COLUMNS)}, to_tsvector('simple', %(words)s))"
_PLAIN = """ AND (least IS NULL OR least <= {total}) AND (most IS NULL OR most * 10 >= {sought})
 AND (weeks IS NULL OR weeks * 7 <= {ahead}) AND (wait IS NULL OR wait * 7 <= {ahead})
 AND (closing IS NULL OR closing < {start}) AND NOT (anbi AND {no_anbi}) AND NOT (started AND {begun})
 AND (board IS NULL OR board <= {board})"""
_ASKED = ("total", "sought", "ahead", "start", "no_anbi", "begun", "board")
_QUERY = """SELECT id, ts_rank(body, asked) AS rank FROM s, to_tsquery('simple', %(words)s) asked
 WHERE areas && %(areas)s AND support && %(support)s AND NOT %(form)s = ANY(refused) AND NOT shut @> %(core)s""" + (
    _PLAIN.format(**{name: f"%({name})s" for name in _ASKED}) + " ORDER BY rank DESC, id LIMIT 20"
)


def rows_of(sources: Iterable[Source]) -> list[Row]:
    """Every source that some need could have, as a row."""
    return [row_of(source) for source in sources if not facts_of(source, ShelfLives()).never]


def row_of(source: Source) -> Row:
    """One source as a row."""
    facts = facts_of(source, ShelfLives())
    people = dict(facts.people)
    return {
        "id": source.id,
        "areas": list(source.areas),
        "support": list(source.support),
        "refused": sorted(facts.refused),
        "shut": sorted(facts.shut_costs),
        "least": facts.least_cents,
        "most": facts.most_cents,
        "weeks": facts.weeks_before_start,
        "wait": facts.wait_weeks,
        "closing": facts.first_closing,
        "anbi": facts.asks_anbi,
        "started": facts.asks_not_started,
        "board": people.get("board_members"),
        "words": " ".join(words(source_text(source))),
    }


def question_of(need: Need, regions: Regions, today: date) -> Row:
    """One need as the values of the query."""
    facts = facts_of_need(need)
    return {
        "areas": list(regions.ancestors(need.where)),
        "support": sorted(need.support | facts.spared_by),
        "form": need.place.legal_form or "-",
        "core": sorted(facts.core_costs) or ["-"],
        "total": facts.could_ask,
        "sought": need.sought_cents or 0,
        "ahead": (need.starts_on - today).days if need.starts_on else 9_999,
        "start": max(need.starts_on or date.max, today),
        "no_anbi": need.place.anbi is False,
        "begun": bool(need.already_started),
        "board": 9_999 if need.place.board_members is None else need.place.board_members,
        "words": " | ".join(sorted(set(words(need_text(need))))),
    }


class Postgres:
    """A database of its own in this server."""

    def __init__(self, server: PostgresServer, rows: Iterable[Row]) -> None:
        self._connection = psycopg.connect(server.create("bench").replace("+psycopg", ""), autocommit=True)
        self._connection.execute(_TABLE)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)
        for columns in ("areas", "body"):
            self._connection.execute(f"CREATE INDEX ON s USING gin ({columns})")
        self._connection.execute("VACUUM ANALYZE s")

    def first(self, question: Row) -> list[Any]:
        """The first 20."""
        return self._connection.execute(_QUERY, question).fetchall()

    def insert(self, row: Row) -> None:
        """One row with its commit."""
        self._connection.execute(_INSERT, row)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()


class Sqlite:
    """In memory, with an index on areas and FTS5."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._base = sqlite3.connect(":memory:")
        plain = [name for name in _COLUMNS if name not in ("areas", "support", "refused", "shut")]
        self._base.execute(f"CREATE TABLE s (n INTEGER PRIMARY KEY, support, {', '.join(plain)})")
        for name in ("area", "refused", "shut"):
            self._base.execute(f"CREATE TABLE {name} (code, n)")
        self._base.execute("CREATE VIRTUAL TABLE body USING fts5(words)")
        for number, row in enumerate(rows):
            values = (number, row["support"][0], *(row[name] for name in plain))
            self._base.execute(f"INSERT INTO s VALUES ({','.join('?' * len(values))})", [_value(v) for v in values])
            for name, codes in (("area", row["areas"]), ("refused", row["refused"]), ("shut", row["shut"])):
                self._base.executemany(f"INSERT INTO {name} VALUES (?, ?)", [(code, number) for code in codes])
            self._base.execute("INSERT INTO body (rowid, words) VALUES (?, ?)", (number, row["words"]))
        for name in ("area", "refused", "shut"):
            self._base.execute(f"CREATE INDEX {name}_by_code ON {name} (code, n)")
            self._base.execute(f"CREATE INDEX {name}_by_row ON {name} (n, code)")
        self._base.execute("ANALYZE")

    def first(self, question: Row) -> list[Any]:
        """The first 20."""
        areas, support, core = (_listed(question[name]) for name in ("areas", "support", "core"))
        plain = _PLAIN.format(**{name: f":{name}" for name in question})
        return self._base.execute(
            f"""SELECT s.id FROM body JOIN s ON s.n = body.rowid WHERE body MATCH :match
 AND s.n IN (SELECT n FROM area WHERE code IN ({areas})) AND support IN ({support}) {plain}
 AND NOT EXISTS (SELECT 1 FROM refused WHERE refused.n = s.n AND code = :form)
 AND (SELECT count(*) FROM shut WHERE shut.n = s.n AND code IN ({core})) < {len(question["core"])}
 ORDER BY rank LIMIT 20""",
            {name: _value(value) for name, value in question.items() if not isinstance(value, list)}
            | {"match": question["words"].replace(" | ", " OR ")},
        ).fetchall()


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
