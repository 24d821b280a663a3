"""The audit log of one database: rows are added, never changed or removed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection

from shared.audit import chain
from shared.audit.append_only import keep_for_good
from shared.kernel.ids import new_id
from shared.plumbing.database import Moment, json_column, new_metadata


@dataclass(frozen=True)
class Personal:
    """Values about a person, locked with the key of that person (shared.access.person_keys)."""

    person_id: str
    text: str


@dataclass(frozen=True)
class AuditEntry:
    """One act. `subject` is `kind:id`, `action` a code such as `application.submit`.

    `organisation_id` is whose log it belongs to (the place, funder or coalition), `acting_for` the place a volunteer
    acted for, `via` the service that called on the person's behalf. `before` and `after` are kept as digests with the
    names of the fields that changed, so that the log proves a change without repeating personal data; `detail` holds
    codes and ids only; what must be told about a person stands in `personal`.
    """

    action: str
    subject: str
    at: datetime
    person_id: str | None = None
    organisation_id: str | None = None
    acting_for: str | None = None
    via: str | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    request_id: str | None = None
    personal: Personal | None = None
    id: str = field(default_factory=new_id)


@dataclass(frozen=True)
class AuditLine:
    """One act as the log gives it back."""

    id: str
    at: datetime
    action: str
    subject: str
    person_id: str | None
    organisation_id: str | None
    acting_for: str | None
    via: str | None
    changed: tuple[str, ...]
    detail: Mapping[str, object]
    request_id: str | None
    personal: Personal | None = None


@dataclass(frozen=True)
class LogFilter:
    """Which lines of the log; what is None asks nothing. `others` turns `actions` round: all but these."""

    organisation_id: str | None = None
    subject: str | None = None
    person_id: str | None = None
    actions: frozenset[str] | None = None
    others: bool = False


def define(metadata: sa.MetaData) -> sa.Table:
    """Adds `audit_entry` to a database, with the seals of its rows and the heads of their chains."""
    log = sa.Table(
        "audit_entry",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("person_id", sa.String(36)),
        sa.Column("organisation_id", sa.String(36)),
        sa.Column("acting_for", sa.String(36)),
        sa.Column("via", sa.String(20)),
        sa.Column("before_digest", sa.String(64)),
        sa.Column("after_digest", sa.String(64)),
        sa.Column("changed", json_column(), nullable=False),
        sa.Column("detail", json_column(), nullable=False),
        sa.Column("request_id", sa.String(36)),
        sa.Column("personal_of", sa.String(36)),
        sa.Column("personal", sa.Text),
        sa.Index("ix_audit_entry_subject", "subject"),
        sa.Index("ix_audit_entry_organisation_id_at", "organisation_id", "at"),
    )
    keep_for_good(log)
    chain.define(metadata)
    return log


def _tables() -> chain.Tables:
    metadata = new_metadata()
    log = define(metadata)
    return chain.Tables(log, metadata.tables["audit_seal"], metadata.tables["audit_head"])


# Statements only need the names, so one set of tables serves every database that has them.
TABLES = _tables()
_log = TABLES.log
_ADD = sa.insert(_log)
AT_ONCE = 500
"""Subjects in one question."""


def record(connection: Connection, entry: AuditEntry) -> None:
    """Adds one act to the log of this database, inside the caller's transaction; the commit seals it.

    Without `request_id` the one of the running request is taken.
    """
    connection.execute(_ADD, _values(entry))
    chain.seal_at_commit(connection, TABLES, entry.id)


def _values(entry: AuditEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at,
        "action": entry.action,
        "subject": entry.subject,
        "person_id": entry.person_id,
        "organisation_id": entry.organisation_id,
        "acting_for": entry.acting_for,
        "via": entry.via,
        "before_digest": _digest(entry.before),
        "after_digest": _digest(entry.after),
        "changed": changed_fields(entry.before, entry.after),
        "detail": dict(entry.detail),
        "request_id": entry.request_id or structlog.contextvars.get_contextvars().get("request_id"),
        "personal_of": entry.personal.person_id if entry.personal else None,
        "personal": entry.personal.text if entry.personal else None,
    }


def entries(connection: Connection, subject: str) -> list[AuditLine]:
    """What was done to one thing (`kind:id`), oldest first."""
    rows = connection.execute(sa.select(_log).where(_log.c.subject == subject).order_by(_log.c.at, _log.c.id))
    return [_line(row) for row in rows]


def subjects_of(connection: Connection, action: str, subjects: Iterable[str]) -> Iterator[str]:
    """Those of the subjects to which this was done, in no order."""
    wanted = sorted(subjects)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        query = sa.select(_log.c.subject).where(_log.c.subject.in_(some), _log.c.action == action).distinct()
        yield from connection.execute(query).scalars()


def page_of_log(connection: Connection, about: LogFilter, *, after: AuditLine | None, limit: int) -> list[AuditLine]:
    """What was done, newest first, at most `limit` lines, behind the line `after`."""
    conditions = [
        column == value
        for column, value in (
            (_log.c.organisation_id, about.organisation_id),
            (_log.c.subject, about.subject),
            (_log.c.person_id, about.person_id),
        )
        if value is not None
    ]
    if about.actions is not None:
        among = _log.c.action.in_(sorted(about.actions))
        conditions.append(sa.not_(among) if about.others else among)
    if after is not None:
        same = sa.and_(_log.c.at == after.at, _log.c.id < after.id)
        conditions.append(sa.or_(_log.c.at < after.at, same))
    query = sa.select(_log).where(*conditions).order_by(_log.c.at.desc(), _log.c.id.desc()).limit(limit)
    return [_line(row) for row in connection.execute(query)]


def line_of(connection: Connection, line_id: str) -> AuditLine | None:
    """One line of the log."""
    row = connection.execute(sa.select(_log).where(_log.c.id == line_id)).one_or_none()
    return None if row is None else _line(row)


def _line(row: sa.Row[Any]) -> AuditLine:
    return AuditLine(
        id=row.id,
        at=row.at,
        action=row.action,
        subject=row.subject,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        acting_for=row.acting_for,
        via=row.via,
        changed=tuple(row.changed),
        detail=row.detail,
        request_id=row.request_id,
        personal=None if row.personal is None else Personal(row.personal_of, row.personal),
    )


def changed_fields(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> list[str]:
    """Names of the fields that differ, sorted; all of them when there was nothing before or is nothing after."""
    old, new = before or {}, after or {}
    return sorted(
        name for name in old.keys() | new.keys() if (name in old, old.get(name)) != (name in new, new.get(name))
    )


def _digest(values: Mapping[str, object] | None) -> str | None:
    if values is None:
        return None
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
