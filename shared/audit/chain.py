"""Every row of the log holds on to the one before it: per organisation a chain of digests, closed at each commit.

The seals stand in a table of their own, because the rows of the log are never changed. They are written as the last
thing of a transaction, chain after chain in order of their names: a chain is locked for as long as the commit takes,
and two transactions never wait for each other in a circle.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.audit.append_only import keep_for_good
from shared.plumbing.database import before_commit, insert_for

NO_ORGANISATION = "-"
"""The chain of acts that belong to no organisation."""

START = "0" * 64
"""What the first row of a chain holds on to."""

AT_ONCE = 500


class Head(NamedTuple):
    """How far a chain is: the number of rows and the digest of the last."""

    number: int
    digest: str


def define(metadata: sa.MetaData) -> tuple[sa.Table, sa.Table]:
    """Adds `audit_seal` and `audit_head` to a database."""
    seal = sa.Table(
        "audit_seal",
        metadata,
        sa.Column("entry_id", sa.String(36), primary_key=True),
        sa.Column("chain", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("chain", "number"),
    )
    head = sa.Table(
        "audit_head",
        metadata,
        sa.Column("chain", sa.String(36), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    keep_for_good(seal)
    return seal, head


def chain_of(organisation_id: str | None) -> str:
    """The chain that a row belongs to."""
    return organisation_id or NO_ORGANISATION


def digest_of(values: Mapping[str, object], number: int, before: str) -> str:
    """The digest of a row of the log as the `number`-th of its chain, behind the row with the digest `before`."""
    values = {name: _plain(value) for name, value in values.items()}
    text = json.dumps([before, number, values], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_at_commit(connection: Connection, tables: Tables, entry_id: str) -> None:
    """Has a new row of the log sealed with the commit of this transaction."""
    before_commit(connection, _Sealing, lambda: _Sealing(tables)).ids.append(entry_id)


class Tables(NamedTuple):
    """The three tables of the log; statements only need their names, so one set serves every database."""

    log: sa.Table
    seal: sa.Table
    head: sa.Table


class _Sealing:
    """The rows that one transaction wrote."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.ids: list[str] = []

    def __call__(self, connection: Connection) -> None:
        seal(connection, self._tables, self.ids)


def seal(connection: Connection, tables: Tables, ids: Sequence[str]) -> None:
    """Seals rows of the log in the order given. They are read back first: a savepoint may have undone one."""
    chains: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    read = _statements(tables, connection.dialect.name).read
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found = {row.id: row for row in connection.execute(read, {"ids": some})}
        for row in (found[one] for one in some if one in found):
            chains[chain_of(row.organisation_id)].append(row)
    for chain in sorted(chains):
        _extend(connection, tables, chain, chains[chain])


def _extend(connection: Connection, tables: Tables, chain: str, rows: Sequence[sa.Row[Any]]) -> None:
    known = _statements(tables, connection.dialect.name)
    number, digest = connection.execute(known.lock, {"chain": chain, "number": 0, "digest": START}).one()
    seals = []
    for row in rows:
        number += 1
        digest = digest_of(dict(row._mapping), number, digest)
        seals.append({"entry_id": row.id, "chain": chain, "number": number, "digest": digest})
    connection.execute(known.seal, seals)
    connection.execute(known.move, {"of": chain, "number": number, "digest": digest})


class _Statements(NamedTuple):
    """What sealing asks of a database, made once: making them anew takes as long as asking."""

    read: sa.Select[Any]
    lock: Any
    seal: sa.Insert
    move: sa.Update


@functools.cache
def _statements(tables: Tables, dialect: str) -> _Statements:
    log, seal, head = tables
    # Gives how far the chain is, held for this transaction alone; begins a new chain.
    begin = insert_for(dialect, head)
    lock = begin.on_conflict_do_update(index_elements=["chain"], set_={"chain": begin.excluded.chain})
    return _Statements(
        read=sa.select(log).where(log.c.id.in_(sa.bindparam("ids", expanding=True))),
        lock=lock.returning(head.c.number, head.c.digest),
        seal=sa.insert(seal),
        move=sa.update(head).where(head.c.chain == sa.bindparam("of")),
    )


def _plain(value: object) -> object:
    """Both kinds of database give a moment back as the same text."""
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value
