"""Storage of addresses that mail no longer goes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from shared.notifier.addresses.rules import Trouble
from shared.notifier.insert import insert_new
from shared.notifier.tables import mail_report, refused_mail, stopped_address


@dataclass(frozen=True)
class StoppedAddress:
    """An address that gets no mail. `person_id` is None when nobody had an account with it."""

    key: str
    masked: str
    person_id: str | None
    reason: Trouble
    since: datetime


def stopped_among(connection: Connection, keys: Iterable[str]) -> dict[str, StoppedAddress]:
    """Those of these addresses that get no mail, by key."""
    query = _stopped().where(stopped_address.c.address_key.in_(sorted(set(keys))))
    return {row.address_key: _read(row) for row in connection.execute(query)}


def stopped_of_people(connection: Connection, limit: int) -> list[StoppedAddress]:
    """Addresses of people with an account that get no mail, the newest first."""
    query = _stopped().where(stopped_address.c.person_id.is_not(None)).order_by(stopped_address.c.since.desc())
    return [_read(row) for row in connection.execute(query.limit(limit))]


def untold(connection: Connection, limit: int) -> list[StoppedAddress]:
    """Addresses of people with an account that nobody was told about yet, the oldest first."""
    query = _stopped().where(stopped_address.c.told_at.is_(None), stopped_address.c.person_id.is_not(None))
    return [_read(row) for row in connection.execute(query.order_by(stopped_address.c.since).limit(limit))]


def mark_told(connection: Connection, key: str, now: datetime) -> None:
    """Notes that coordinators were told of an address."""
    connection.execute(sa.update(stopped_address).where(stopped_address.c.address_key == key).values(told_at=now))


def add_refused(connection: Connection, delivery_id: str, key: str, now: datetime, forget_before: datetime) -> None:
    """Notes that a mail did not get in; the same mail counts once. What is older than `forget_before` is forgotten."""
    connection.execute(sa.delete(refused_mail).where(refused_mail.c.refused_at < forget_before))
    insert_new(connection, refused_mail, [{"delivery_id": delivery_id, "address_key": key, "refused_at": now}])


def refused_lately(connection: Connection, key: str) -> int:
    """How many mails to an address did not get in, not counting those before it was tried again."""
    lifted = sa.select(stopped_address.c.lifted_at).where(stopped_address.c.address_key == key).scalar_subquery()
    query = sa.select(sa.func.count()).where(
        refused_mail.c.address_key == key,
        sa.or_(lifted.is_(None), refused_mail.c.refused_at > lifted),
    )
    return connection.execute(query).scalar_one()


def stop(connection: Connection, address: StoppedAddress) -> None:
    """Ends mail to an address; what was stopped already keeps its reason and its day."""
    values = {
        "masked": address.masked,
        "person_id": address.person_id,
        "reason": address.reason.value,
        "since": address.since,
    }
    if insert_new(connection, stopped_address, [{"address_key": address.key, **values}]):
        return
    connection.execute(
        sa.update(stopped_address)
        .where(stopped_address.c.address_key == address.key, stopped_address.c.lifted_at.is_not(None))
        .values(**values, lifted_at=None, lifted_by=None, lift_reason=None)
    )


def lift(connection: Connection, key: str, by: str, reason: str, now: datetime) -> bool:
    """Lets mail go to an address again; False when it did so already."""
    change = (
        sa.update(stopped_address)
        .where(stopped_address.c.address_key == key, stopped_address.c.lifted_at.is_(None))
        .values(lifted_at=now, lifted_by=by, lift_reason=reason)
    )
    return connection.execute(change).rowcount == 1


def add_report(connection: Connection, signature: str, now: datetime, forget_before: datetime) -> bool:
    """Notes a report by its signature; False when it came before."""
    connection.execute(sa.delete(mail_report).where(mail_report.c.received_at < forget_before))
    return bool(insert_new(connection, mail_report, [{"signature": signature, "received_at": now}]))


def _stopped() -> sa.Select[Any]:
    return sa.select(stopped_address).where(stopped_address.c.lifted_at.is_(None))


def _read(row: Row[Any]) -> StoppedAddress:
    return StoppedAddress(row.address_key, row.masked, row.person_id, Trouble(row.reason), row.since)
