"""Storage of who is away and who stands in for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import leave, person


@dataclass(frozen=True)
class Leave:
    """Somebody is away, both days included; `place_id` is None for all places."""

    id: str
    person_id: str
    stand_in_id: str
    place_id: str | None
    starts_on: date
    ends_on: date
    made_at: datetime
    ended_at: datetime | None


def during(connection: Connection, place_ids: Iterable[str], first: date, last: date) -> list[Leave]:
    """Every leave that counts for one of these places on one of these days, also those that were ended meanwhile."""
    places = sa.or_(leave.c.place_id.is_(None), leave.c.place_id.in_(sorted(place_ids)))
    return _read(connection, leave.c.starts_on <= last, leave.c.ends_on >= first, places)


def stand_ins(known: Iterable[Leave], place_id: str, day: date, at: datetime) -> dict[str, str]:
    """Who was away for a place at a moment of a day, and who then stood in: person by person.

    What somebody said for this one place goes before what they said for all.
    """
    held = [
        one
        for one in known
        if one.place_id in (None, place_id)
        and one.starts_on <= day <= one.ends_on
        and one.made_at <= at
        and (one.ended_at is None or one.ended_at > at)
    ]
    return {one.person_id: one.stand_in_id for one in sorted(held, key=lambda one: one.place_id is not None)}


def of_person(connection: Connection, person_id: str, day: date) -> list[Leave]:
    """The leaves of a person that are not over on this day, by their first day."""
    return _read(connection, leave.c.person_id == person_id, leave.c.ends_on >= day, leave.c.ended_at.is_(None))


def stood_in_by(connection: Connection, stand_in_id: str, day: date) -> list[Leave]:
    """The leaves of others for whom this person stands in now or later."""
    return _read(connection, leave.c.stand_in_id == stand_in_id, leave.c.ends_on >= day, leave.c.ended_at.is_(None))


def find(connection: Connection, leave_id: str) -> Leave | None:
    """One leave."""
    return next(iter(_read(connection, leave.c.id == leave_id)), None)


def hold(connection: Connection, person_id: str) -> None:
    """Keeps others from adding a leave of this person until this transaction ends."""
    connection.execute(sa.update(person).where(person.c.id == person_id).values(language=person.c.language))


def add(connection: Connection, one: Leave) -> None:
    """Keeps a new one."""
    values = {name: getattr(one, name) for name in Leave.__dataclass_fields__}
    connection.execute(sa.insert(leave).values(**values))


def end(connection: Connection, leave_id: str, at: datetime) -> bool:
    """Ends one that has not been ended; whether it was still there."""
    open_one = (leave.c.id == leave_id, leave.c.ended_at.is_(None))
    return connection.execute(sa.update(leave).where(*open_one).values(ended_at=at)).rowcount == 1


def _read(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[Leave]:
    rows = connection.execute(sa.select(leave).where(*conditions).order_by(leave.c.starts_on, leave.c.id))
    return [Leave(**row._mapping) for row in rows]
