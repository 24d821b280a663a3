"""Reads the inbox as it stands in the database, with plain SQL and none of the product's code."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg

from tests.faults.harness.journal import Journal

TAG = re.compile(r"evt-\d{6}")
QUERY = "SELECT id, person_id, title, body, created_at FROM inbox_message ORDER BY created_at, id"


def write_down_inbox(journal: Journal, url: str, people: Mapping[str, str]) -> None:
    """One DELIVER line per row and event; `people` gives the name in the script for a person's id."""
    for message_id, person_id, title, body, created_at in rows(url, QUERY):
        at = datetime.fromisoformat(created_at) if isinstance(created_at, str) else created_at
        for tag in sorted(set(TAG.findall(f"{title}\n{body}"))) or ["none"]:
            journal.found(message_id, people.get(person_id, person_id), "inbox", tag, title, at.timestamp())


GIVEN_UP = """
SELECT d.id, d.recipient_id, d.channel, d.subject, d.kind, COALESCE(digest.reason, d.reason),
  (SELECT count(*) FROM delivery_attempt tried
   WHERE tried.delivery_id = COALESCE(digest.id, d.id) AND tried.outcome = 'lose_worker')
FROM delivery d LEFT JOIN delivery digest ON digest.id = d.digest_id AND digest.state = 'dead'
WHERE d.kind <> 'digest' AND (d.state = 'dead' OR digest.id IS NOT NULL)
"""


def write_down_given_up(journal: Journal, url: str, people: Mapping[str, str]) -> None:
    """One DEAD line per message that was given up, with the reason that people read and how many workers it lost."""
    for _id, person_id, channel, subject, kind, reason, lost in rows(url, GIVEN_UP):
        about = subject.rpartition(":")[2]
        journal.gave_up(people.get(person_id, person_id), channel, about, kind, reason or "", lost)


def rows(url: str, query: str) -> Iterator[tuple[Any, ...]]:
    """What a query gives, from a SQLAlchemy address of SQLite or PostgreSQL."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=15)) as connection:
            yield from connection.execute(query).fetchall()
        return
    with connect(url) as server:
        yield from server.execute(query.encode()).fetchall()


def connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of our own to PostgreSQL."""
    parts = urlsplit(url)
    host = parse_qs(parts.query)["host"][0]
    return psycopg.connect(host=host, user="postgres", dbname=parts.path.lstrip("/"), connect_timeout=5)


def change(url: str, statement: str) -> int:
    """Runs one statement and commits; how many rows it met. For what the product itself would never do."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=15)) as connection, connection:
            return connection.execute(statement).rowcount
    with connect(url) as server:
        return server.execute(statement.encode()).rowcount
