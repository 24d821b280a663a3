"""A write that is sent twice happens once: the key and the answer are kept in the transaction of the effect itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.kernel.errors import IdempotencyMismatch
from shared.kernel.retention import Kept, kept_for
from shared.plumbing.database import Moment, json_column, new_metadata, upsert

KEPT = kept_for(Kept.FORM_KEYS)


def define(metadata: sa.MetaData) -> sa.Table:
    """Adds `idempotency_key` to a database."""
    return sa.Table(
        "idempotency_key",
        metadata,
        sa.Column("scope", sa.String(200), primary_key=True),
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("answer", json_column()),
        sa.Column("created_at", Moment, nullable=False, index=True),
    )


_keys = define(new_metadata())


class AlreadyDone(Exception):
    """The write was done before with this key; `answer` is what was answered then (status, body, location)."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        super().__init__("already done")
        self.answer = answer


@dataclass(frozen=True)
class Once:
    """One write that must not happen twice.

    `scope` is who and where (person and route), `fingerprint` a digest of what was asked, `present` turns the use
    case's result into the answer that is kept.
    """

    scope: str
    key: str
    fingerprint: str
    present: Callable[[Any], Mapping[str, Any]]

    def begin(self, connection: Connection) -> None:
        """First step inside the transaction. Raises AlreadyDone, or IdempotencyMismatch for the key with another body.

        Of two requests at once the second waits here for the first to commit, and then finds its answer.
        """
        row = {"scope": self.scope, "key": self.key, "fingerprint": self.fingerprint, "created_at": datetime.now(UTC)}
        if _insert_if_new(connection, row):
            return
        kept = connection.execute(
            sa.select(_keys.c.fingerprint, _keys.c.answer).where(_keys.c.scope == self.scope, _keys.c.key == self.key)
        ).one()
        if kept.fingerprint != self.fingerprint:
            raise IdempotencyMismatch("Deze Idempotency-Key hoort al bij een ander verzoek. Gebruik een nieuwe.")
        raise AlreadyDone(kept.answer or {})

    def finish(self, connection: Connection, result: Any) -> None:
        """Last step inside the transaction: keeps the answer."""
        connection.execute(
            sa.update(_keys)
            .where(_keys.c.scope == self.scope, _keys.c.key == self.key)
            .values(answer=dict(self.present(result)))
        )


def fingerprint_of(value: object) -> str:
    """A digest of a request's meaning: the same for the same JSON value in another key order."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def forget_old(connection: Connection, now: datetime) -> int:
    """Removes keys older than seven days; returns how many."""
    return connection.execute(sa.delete(_keys).where(_keys.c.created_at < now - KEPT)).rowcount


def _insert_if_new(connection: Connection, row: Mapping[str, object]) -> bool:
    # RETURNING rather than the row count, which drivers do not report for an insert that may do nothing.
    statement = upsert(connection, _keys).values(**row).on_conflict_do_nothing().returning(_keys.c.key)
    return connection.execute(statement).first() is not None
