"""Storage of who is away and who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import leave, person
from shared.plumbing.database import Moment
from shared.plumbing.prepared import Prepared


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


_AT = sa.bindparam("at", type_=Moment)
_DAY = sa.bindparam("day", type_=sa.Date)
_ON_LEAVE = Prepared(
    sa.select(leave.c.person_id, leave.c.stand_in_id, leave.c.place_id).where(
        leave.c.starts_on <= _DAY,
        leave.c.ends_on >= _DAY,
        leave.c.made_at <= _AT,
        sa.or_(leave.c.ended_at.is_(None), leave.c.ended_at > _AT),
        sa.or_(leave.c.place_id.is_(None), leave.c.place_id == sa.bindparam("place")),
    )
)


def stand_ins(connection: Connection, place_id: str, day: date, at: datetime) -> dict[str, str]:
    """Who was away for a place at a moment of a day, and who then stood in: person by person.

    What somebody said for this one place goes before what they said for all.
    """
    rows = _ON_LEAVE.all(connection, place=place_id, day=day, at=at)
    return {row.person_id: row.stand_in_id for row in sorted(rows, key=lambda row: row.place_id is not None)}


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
