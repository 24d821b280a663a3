"""Whether the log is still what was written: every chain from its first row to its last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.audit.chain import START, Head, Tables, chain_of, digest_of
from shared.audit.entries import TABLES


@dataclass(frozen=True)
class Broken:
    """The first row of a chain that is not what was written. `what` tells how; `entry_id` is None for a missing end."""

    number: int
    entry_id: str | None
    what: str


@dataclass(frozen=True)
class Verdict:
    """What was found of one chain: `rows` that hold, and the first one that does not."""

    chain: str
    rows: int
    digest: str
    broken: Broken | None


def verify(connection: Connection, organisation_id: str | None = None, *, tables: Tables = TABLES) -> list[Verdict]:
    """Looks at every chain of this database, or at that of one organisation; a broken one ends at its first bad row.

    Whoever may write everything in the database could make a whole new chain: compare the digest of the last row with
    one that was written down elsewhere. Personal values whose key was destroyed change nothing: the chain is over what
    stands in the row.
    """
    heads = _heads(connection, tables)
    wanted = None if organisation_id is None else chain_of(organisation_id)
    verdicts = {one.chain: one for one in _of_seals(connection, tables, heads, wanted)}
    for chain, head in heads.items():
        if chain not in verdicts and wanted in (None, chain):
            verdicts[chain] = Verdict(chain, 0, START, Broken(1, None, "rows_gone") if head.number else None)
    for chain, entry_id in _unsealed(connection, tables, wanted).items():
        known = verdicts.get(chain, Verdict(chain, 0, START, None))
        if known.broken is None:
            broken = Broken(known.rows + 1, entry_id, "never_sealed")
            verdicts[chain] = Verdict(chain, known.rows, known.digest, broken)
    return [verdicts[chain] for chain in sorted(verdicts)]


def _of_seals(connection: Connection, tables: Tables, heads: dict[str, Head], wanted: str | None) -> Iterator[Verdict]:
    log, seal = tables.log, tables.seal
    query: sa.Select[Any] = sa.select(seal.c.chain, seal.c.number, seal.c.digest, seal.c.entry_id)
    if wanted is not None:
        query = query.where(seal.c.chain == wanted)
    names = [column.name for column in log.columns]
    query = query.add_columns(*(column.label(f"log_{column.name}") for column in log.columns))
    query = query.outerjoin_from(seal, log, log.c.id == seal.c.entry_id).order_by(seal.c.chain, seal.c.number)
    rows = connection.execution_options(yield_per=500).execute(query)
    for chain, seals in groupby(rows, key=lambda row: row.chain):
        yield _one_chain(chain, seals, heads.get(chain), names)


def _one_chain(chain: str, seals: Iterator[sa.Row[Any]], head: Head | None, names: list[str]) -> Verdict:
    number, digest = 0, START
    for row in seals:
        what = _problem(row, number + 1, digest, chain, names)
        if what:
            return Verdict(chain, number, digest, Broken(number + 1, row.entry_id, what))
        number, digest = row.number, row.digest
        if head and number == head.number and digest != head.digest:
            return Verdict(chain, number - 1, digest, Broken(number, row.entry_id, "other_end"))
    # Rows may be written while this reads, so the chain may be longer than its head said; never shorter.
    if head is None or number < head.number:
        return Verdict(chain, number, digest, Broken(number + 1, None, "rows_gone"))
    return Verdict(chain, number, digest, None)


def _problem(row: sa.Row[Any], number: int, before: str, chain: str, names: list[str]) -> str | None:
    if row.number != number:
        return "seal_gone"
    if row.log_id is None:
        return "row_gone"
    if chain_of(row.log_organisation_id) != chain:
        return "other_organisation"
    values = {name: row._mapping[f"log_{name}"] for name in names}
    return None if digest_of(values, number, before) == row.digest else "row_changed"


def _unsealed(connection: Connection, tables: Tables, wanted: str | None) -> dict[str, str]:
    """The first row of each chain that was written past the chain."""
    log, seal = tables.log, tables.seal
    query = sa.select(log.c.id, log.c.organisation_id).outerjoin_from(log, seal, seal.c.entry_id == log.c.id)
    found: dict[str, str] = {}
    for row in connection.execute(query.where(seal.c.entry_id.is_(None)).order_by(log.c.at, log.c.id)):
        if wanted in (None, chain_of(row.organisation_id)):
            found.setdefault(chain_of(row.organisation_id), row.id)
    return found


def _heads(connection: Connection, tables: Tables) -> dict[str, Head]:
    return {row.chain: Head(row.number, row.digest) for row in connection.execute(sa.select(tables.head))}
