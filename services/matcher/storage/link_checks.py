"""What is known of the pages of sources, and which to look at next."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from services.matcher.domain.care.dead_links import LinkCheck, LinkState
from services.matcher.storage.counters import raise_counter
from services.matcher.storage.tables import link_check as table
from shared.access.scope import Scope

COUNTER = "link"
_LOOKED_THROUGH = 500


def follow_urls(scope: Scope, connection: Connection, hosts: Mapping[str, str], now: datetime) -> None:
    """Makes the list of pages that of the catalogue: `hosts` by url. New ones are due at once, others are forgotten."""
    wanted = {_digest(url): url for url in hosts}
    known = set(connection.execute(sa.select(table.c.url_digest)).scalars())
    new = [LinkCheck(url, hosts[url], LinkState.NEW, now) for digest, url in wanted.items() if digest not in known]
    if new:
        connection.execute(sa.insert(table), [_row(check) for check in new])
    for digest in known - wanted.keys():
        connection.execute(sa.delete(table).where(table.c.url_digest == digest))


def take_due(
    scope: Scope, connection: Connection, now: datetime, *, most: int, host_rests: timedelta, lease: timedelta
) -> list[LinkCheck]:
    """At most `most` due pages, each of another host that was left alone for a while; they are ours for `lease`."""
    raise_counter(connection, COUNTER, 0)  # of two processes one waits here: a host is never called by both
    due = sa.select(table).where(table.c.next_at <= now).order_by(table.c.next_at, table.c.url_digest)
    busy = set(connection.execute(sa.select(table.c.host).where(table.c.checked_at > now - host_rests)).scalars())
    taken: list[LinkCheck] = []
    for row in connection.execute(due.limit(_LOOKED_THROUGH)).mappings():
        if len(taken) < most and row["host"] not in busy:
            busy.add(row["host"])
            taken.append(_check(row))
    for check in taken:
        where = table.c.url_digest == _digest(check.url)
        connection.execute(sa.update(table).where(where).values(next_at=now + lease, checked_at=now))
    return taken


def save_check(scope: Scope, connection: Connection, check: LinkCheck) -> None:
    """Keeps what was seen; nothing when the page is forgotten by now."""
    row = _row(check)
    connection.execute(sa.update(table).where(table.c.url_digest == row["url_digest"]).values(**row))


def checks(
    scope: Scope, connection: Connection, states: Collection[LinkState], *, start: int, limit: int
) -> list[LinkCheck]:
    """Pages in one of these states, the longest failing first."""
    query = sa.select(table).where(table.c.state.in_([str(state) for state in states]))
    query = query.order_by(table.c.failing_since, table.c.url).offset(start).limit(limit)
    return [_check(row) for row in connection.execute(query).mappings()]


def checks_of(scope: Scope, connection: Connection, urls: Collection[str]) -> list[LinkCheck]:
    """What is known of these pages."""
    query = sa.select(table).where(table.c.url_digest.in_([_digest(url) for url in urls]))
    return [_check(row) for row in connection.execute(query).mappings()]


def counts(scope: Scope, connection: Connection) -> dict[LinkState, int]:
    """How many pages are in each state."""
    query = sa.select(table.c.state, sa.func.count().label("number")).group_by(table.c.state)
    return {LinkState(row.state): row.number for row in connection.execute(query)}


def _row(check: LinkCheck) -> dict[str, object]:
    return {**asdict(check), "state": str(check.state), "url_digest": _digest(check.url)}


def _check(row: RowMapping) -> LinkCheck:
    values = {name: value for name, value in row.items() if name != "url_digest"}
    return replace(LinkCheck(**values), state=LinkState(row["state"]))


def _digest(url: str) -> str:
    # An address may be longer than an index can hold.
    return hashlib.sha256(url.encode()).hexdigest()
