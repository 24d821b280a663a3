"""The people around a place at this moment: its team, its board, its coordinators; and who looks after the suite."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import tables
from shared.access.actor_rows import LIVE_MANDATE
from shared.access.actors import Role
from shared.access.directory import Person, people_where
from shared.access.tables import mandate, membership


def places_worked_for(connection: Connection, person_id: str, at: datetime) -> list[str]:
    """Ids of the places whose business a person hears of at this moment: as member, on the board or by mandate."""
    in_place = sa.select(membership.c.organisation_id).where(
        membership.c.person_id == person_id,
        membership.c.role.in_([Role.MEMBER.value, Role.BOARD.value]),
        membership.c.ended_at.is_(None),
    )
    by_mandate = sa.select(mandate.c.place_id).where(mandate.c.person_id == person_id, *LIVE_MANDATE)
    return sorted(connection.execute(in_place.union(by_mandate), {"at": at}).scalars())


def team_of_place(connection: Connection, place_id: str, at: datetime) -> list[Person]:
    """Who hears of a place's business at this moment: members, board, and volunteers with a live mandate."""
    return teams_of_places(connection, [place_id], at).get(place_id, [])


def teams_of_places(connection: Connection, place_ids: Iterable[str], at: datetime) -> dict[str, list[Person]]:
    """The same for many places at once, each team by name; a place without anybody is not in it."""
    ids = sorted(set(place_ids))
    in_place = sa.select(membership.c.organisation_id.label("place_id"), membership.c.person_id).where(
        membership.c.organisation_id.in_(ids),
        membership.c.role.in_([Role.MEMBER.value, Role.BOARD.value]),
        membership.c.ended_at.is_(None),
    )
    by_mandate = sa.select(mandate.c.place_id, mandate.c.person_id).where(mandate.c.place_id.in_(ids), *LIVE_MANDATE)
    team, columns = in_place.union(by_mandate).subquery(), tables.person.c
    query = (
        sa.select(team.c.place_id, columns.id, columns.name, columns.email, columns.language)
        .join_from(team, tables.person, columns.id == team.c.person_id)
        .where(columns.disabled_at.is_(None))
        .order_by(columns.name, columns.id)
    )
    teams: dict[str, list[Person]] = {}
    for place_id, *values in connection.execute(query, {"at": at}):
        teams.setdefault(place_id, []).append(Person(*values))
    return teams


def board_of_place(connection: Connection, place_id: str) -> list[Person]:
    """Who is on the board of a place now, by name."""
    return people_where(
        connection, tables.person.c.id.in_(_members_as(Role.BOARD, membership.c.organisation_id == place_id))
    )


def coordinators_of_place(connection: Connection, place_id: str) -> list[Person]:
    """Who coordinates the coalition of a place now, by name; nobody when it is in none."""
    coalition = sa.select(tables.organisation.c.coalition_id).where(tables.organisation.c.id == place_id)
    in_coalition = membership.c.organisation_id == coalition.scalar_subquery()
    return people_where(connection, tables.person.c.id.in_(_members_as(Role.COORDINATOR, in_coalition)))


def watchers(connection: Connection) -> list[Person]:
    """Everybody who looks after the suite: coordinators of any coalition, and administrators; by name."""
    roles = [Role.COORDINATOR.value, Role.ADMINISTRATOR.value]
    holding = sa.select(membership.c.person_id).where(membership.c.role.in_(roles), membership.c.ended_at.is_(None))
    return people_where(connection, tables.person.c.id.in_(holding))


def _members_as(role: Role, where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(membership.c.person_id).where(
        where, membership.c.role == role.value, membership.c.ended_at.is_(None)
    )
