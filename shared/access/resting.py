"""Storage of the weeks of rest that places and coalitions agreed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import organisation, season_of_rest


@dataclass(frozen=True)
class Rest:
    """A season of rest; both days belong to it."""

    id: str
    organisation_id: str
    starts_on: date
    ends_on: date
    note: str
    version: int


def rests_of(connection: Connection, organisation_ids: Iterable[str]) -> list[Rest]:
    """All seasons of rest of these organisations themselves, by their first day."""
    query = sa.select(season_of_rest).where(season_of_rest.c.organisation_id.in_(sorted(organisation_ids)))
    rows = connection.execute(query.order_by(season_of_rest.c.starts_on, season_of_rest.c.id))
    return [Rest(**row._mapping) for row in rows]


def find(connection: Connection, rest_id: str) -> Rest | None:
    """One season of rest."""
    row = connection.execute(sa.select(season_of_rest).where(season_of_rest.c.id == rest_id)).one_or_none()
    return None if row is None else Rest(**row._mapping)


def hold(connection: Connection, organisation_id: str) -> None:
    """Keeps others from changing the rests of an organisation until this transaction ends."""
    own = organisation.c.id == organisation_id
    connection.execute(sa.update(organisation).where(own).values(version=organisation.c.version))


def add(connection: Connection, rest: Rest) -> None:
    """Keeps a new one."""
    connection.execute(
        sa.insert(season_of_rest).values(
            id=rest.id,
            organisation_id=rest.organisation_id,
            starts_on=rest.starts_on,
            ends_on=rest.ends_on,
            note=rest.note,
            version=rest.version,
        )
    )


def change(connection: Connection, rest: Rest) -> bool:
    """Replaces the days and the note where the version is still that of `rest`; whether it was."""
    change = (
        sa.update(season_of_rest)
        .where(season_of_rest.c.id == rest.id, season_of_rest.c.version == rest.version)
        .values(starts_on=rest.starts_on, ends_on=rest.ends_on, note=rest.note, version=rest.version + 1)
    )
    return connection.execute(change).rowcount == 1


def remove(connection: Connection, rest: Rest) -> bool:
    """Removes it where the version is still the same; whether it was."""
    gone = sa.delete(season_of_rest).where(season_of_rest.c.id == rest.id, season_of_rest.c.version == rest.version)
    return connection.execute(gone).rowcount == 1


def places_under(connection: Connection, organisation_id: str) -> frozenset[str]:
    """The organisation itself and all that are in it, when it is a coalition."""
    under = sa.or_(organisation.c.id == organisation_id, organisation.c.coalition_id == organisation_id)
    return frozenset(connection.execute(sa.select(organisation.c.id).where(under)).scalars())
