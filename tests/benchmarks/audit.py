"""What it costs to keep the log in chains: a transaction with one row of the log, sealed and as it was without."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from shared.audit import AuditEntry, chain, define, record
from shared.plumbing.database import Database, new_metadata
from tests.support.postgres import start_postgres

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WRITES = 400


def measure() -> dict[str, float]:
    """Median milliseconds of a transaction with one row, by kind of database; PostgreSQL waits for the disk."""
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        figures |= _figures("sqlite", f"sqlite:///{Path(folder) / 'log.sqlite'}")
    server = start_postgres(durable=True)
    try:
        figures |= _figures("postgresql", server.create("audit_cost"))
    finally:
        server.stop()
    return figures


def _figures(kind: str, url: str) -> dict[str, float]:
    database = Database(url)
    metadata = new_metadata()
    define(metadata)
    with database.transaction() as connection:
        metadata.create_all(connection)
    sealed, plain = [], []
    for _ in range(WRITES):  # in turn, so that whatever else the machine does strikes both
        sealed.append(_one(database))
        with patch.object(chain, "seal_at_commit", lambda *_given: None):
            plain.append(_one(database))
    database.dispose()
    return {
        f"audit_{kind}_sealed_ms": round(statistics.median(sealed), 3),
        f"audit_{kind}_plain_ms": round(statistics.median(plain), 3),
    }


def _one(database: Database) -> float:
    start = time.perf_counter()
    with database.transaction() as connection:
        record(connection, AuditEntry("x.do", "x:1", NOW, "p", "place-1", detail={"rows": 3}))
    return (time.perf_counter() - start) * 1000
