"""Reading who is who. Names come from here on every request; nobody keeps a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import tables
from shared.access.actor_rows import LIVE_MANDATE
from shared.access.actor_rows import actor_of_person as actor_of_person
from shared.access.actors import Actor, Role
from shared.access.challenges import email_of_challenge as email_of_challenge
from shared.access.tables import mandate, membership, season_of_rest
from shared.plumbing.prepared import Prepared


@dataclass(frozen=True)
class Person:
    """Somebody with an account. `name` may be empty; show `called` then."""

    id: str
    name: str
    email: str
    language: str

    @property
    def called(self) -> str:
        """The name, or what stands before the @."""
        return self.name or self.email.partition("@")[0]


WITHOUT_BOARD = frozenset({"informal_group", "natural_person"})
"""Legal forms of groups without a board."""


@dataclass(frozen=True)
class Organisation:
    """A place, partner, funder, network or coalition. None means: not known yet."""

    id: str
    kind: str
    name: str
    legal_form: str | None
    kvk_number: str | None
    area_code: str | None
    coalition_id: str | None
    version: int

    @property
    def without_board(self) -> bool:
        """Whether one or two contact people hold the acts of a board here."""
        return self.legal_form in WITHOUT_BOARD


@dataclass(frozen=True)
class Season:
    """Days on which an organisation agreed to rest, both ends included."""

    organisation_id: str
    starts_on: date
    ends_on: date


def person(connection: Connection, person_id: str) -> Person | None:
    """The person, None when there is none or they were shut out."""
    return next(iter(_people(connection, tables.person.c.id == person_id)), None)


def person_by_email(connection: Connection, email: str) -> Person | None:
    """The person with this (normalised) address."""
    return next(iter(_people(connection, tables.person.c.email == email)), None)


def people_names(connection: Connection, person_ids: Iterable[str]) -> dict[str, str]:
    """What people are called, by id; also of people who left."""
    ids = sorted(set(person_ids))
    rows = connection.execute(
        sa.select(tables.person.c.id, tables.person.c.name, tables.person.c.email).where(tables.person.c.id.in_(ids))
    )
    return {row.id: row.name or row.email.partition("@")[0] for row in rows} if ids else {}


_ORGANISATION = Prepared(sa.select(tables.organisation).where(tables.organisation.c.id == sa.bindparam("id")))


def organisation(connection: Connection, organisation_id: str) -> Organisation | None:
    """The organisation with this id."""
    row = _ORGANISATION.first(connection, id=organisation_id)
    return _organisation_of(row) if row else None


def organisations(connection: Connection, organisation_ids: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by id."""
    found = _organisations(connection, tables.organisation.c.id.in_(sorted(set(organisation_ids))))
    return {one.id: one for one in found}


def organisation_names(connection: Connection, organisation_ids: Iterable[str]) -> dict[str, str]:
    """Names of organisations by id."""
    ids = sorted(set(organisation_ids))
    if not ids:
        return {}
    rows = connection.execute(
        sa.select(tables.organisation.c.id, tables.organisation.c.name).where(tables.organisation.c.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def places_of(connection: Connection, actor: Actor) -> list[Organisation]:
    """The places whose private side this person may see, by name."""
    places = sorted(actor.scope.places)
    columns = tables.organisation.c
    return _organisations(connection, columns.kind == "place", columns.id.in_(places), columns.archived_at.is_(None))


def places_worked_for(connection: Connection, person_id: str, at: datetime) -> list[str]:
    """Ids of the places whose business a person hears of at this moment: as member, on the board or by mandate."""
    in_place = sa.select(membership.c.organisation_id).where(
        membership.c.person_id == person_id,
        membership.c.role.in_([Role.MEMBER.value, Role.BOARD.value]),
        membership.c.ended_at.is_(None),
    )
    by_mandate = sa.select(mandate.c.place_id).where(mandate.c.person_id == person_id, *LIVE_MANDATE)
    return sorted(connection.execute(in_place.union(by_mandate), {"at": at}).scalars())


def same_legal_person(connection: Connection, place_id: str) -> frozenset[str]:
    """Ids of other places of the same coalition that apply under the same KvK number."""
    here, other = tables.organisation.alias(), tables.organisation
    query = sa.select(other.c.id).where(
        here.c.id == place_id,
        other.c.kvk_number == here.c.kvk_number,
        other.c.coalition_id == here.c.coalition_id,
        other.c.id != here.c.id,
    )
    return frozenset(connection.execute(query).scalars())


def organisations_of_kind(connection: Connection, kind: str) -> list[Organisation]:
    """All organisations of a kind (`coalition`, `funder`...), by name."""
    return _organisations(connection, tables.organisation.c.kind == kind)


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
    return _people(
        connection, tables.person.c.id.in_(_members_as(Role.BOARD, membership.c.organisation_id == place_id))
    )


def coordinators_of_place(connection: Connection, place_id: str) -> list[Person]:
    """Who coordinates the coalition of a place now, by name; nobody when it is in none."""
    coalition = sa.select(tables.organisation.c.coalition_id).where(tables.organisation.c.id == place_id)
    in_coalition = membership.c.organisation_id == coalition.scalar_subquery()
    return _people(connection, tables.person.c.id.in_(_members_as(Role.COORDINATOR, in_coalition)))


def watchers(connection: Connection) -> list[Person]:
    """Everybody who looks after the suite: coordinators of any coalition, and administrators; by name."""
    roles = [Role.COORDINATOR.value, Role.ADMINISTRATOR.value]
    holding = sa.select(membership.c.person_id).where(membership.c.role.in_(roles), membership.c.ended_at.is_(None))
    return _people(connection, tables.person.c.id.in_(holding))


def people_with_ids(connection: Connection, person_ids: Iterable[str]) -> list[Person]:
    """Those of these people who have an account and were not shut out, by name."""
    return _people(connection, tables.person.c.id.in_(sorted(set(person_ids))))


def rests_on(connection: Connection, organisation_id: str, day: date) -> bool:
    """Whether the organisation, or the coalition that it is in, has a season of rest that covers the day."""
    return organisation_id in rest_ends(connection, [organisation_id], day)


def rest_ends(connection: Connection, organisation_ids: Iterable[str], day: date) -> dict[str, date]:
    """The last day of the rest that covers the day (both ends included), its own or its coalition's; the latest.

    An organisation without a rest on the day is not in it.
    """
    key = tables.organisation.c.id
    season = _resting(sa.select(key, sa.func.max(season_of_rest.c.ends_on)), day)
    query = season.where(key.in_(sorted(set(organisation_ids)))).group_by(key)
    return {row[0]: row[1] for row in connection.execute(query)}


def resting_on(connection: Connection, day: date) -> frozenset[str]:
    """Every organisation that has, or whose coalition has, a season of rest that covers the day."""
    return frozenset(connection.execute(_resting(sa.select(tables.organisation.c.id), day)).scalars())


def _resting(query: sa.Select[Any], day: date) -> sa.Select[Any]:
    own_or_coalition = sa.or_(
        season_of_rest.c.organisation_id == tables.organisation.c.id,
        season_of_rest.c.organisation_id == tables.organisation.c.coalition_id,
    )
    return query.select_from(tables.organisation.join(season_of_rest, own_or_coalition)).where(
        season_of_rest.c.starts_on <= day, season_of_rest.c.ends_on >= day
    )


def seasons_of_rest(connection: Connection, organisation_ids: Iterable[str], since: date) -> list[Season]:
    """The seasons of rest of these organisations that are not over on this day, first one first."""
    columns = season_of_rest.c
    query = (
        sa.select(columns.organisation_id, columns.starts_on, columns.ends_on)
        .where(columns.organisation_id.in_(sorted(set(organisation_ids))), columns.ends_on >= since)
        .order_by(columns.starts_on, columns.ends_on, columns.organisation_id)
    )
    return [Season(*row) for row in connection.execute(query)]


def partners_near(connection: Connection, place_id: str) -> list[Organisation]:
    """The other places and partners in the coalition of a place, by name; none when it is in no coalition."""
    coalition = sa.select(tables.organisation.c.coalition_id).where(tables.organisation.c.id == place_id)
    return _organisations(
        connection,
        tables.organisation.c.coalition_id == coalition.scalar_subquery(),
        tables.organisation.c.kind.in_(["place", "partner"]),
        tables.organisation.c.id != place_id,
    )


def places_in_coalition(connection: Connection, coalition_id: str) -> list[Organisation]:
    """The places of a coalition, by name."""
    return _organisations(
        connection, tables.organisation.c.coalition_id == coalition_id, tables.organisation.c.kind == "place"
    )


def _members_as(role: Role, where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(membership.c.person_id).where(
        where, membership.c.role == role.value, membership.c.ended_at.is_(None)
    )


def _people(connection: Connection, *conditions: sa.ColumnElement[bool], **given: object) -> list[Person]:
    columns = tables.person.c
    rows = connection.execute(
        sa.select(columns.id, columns.name, columns.email, columns.language)
        .where(columns.disabled_at.is_(None), *conditions)
        .order_by(columns.name, columns.id),
        given,
    )
    return [Person(*row) for row in rows]


def _organisations(connection: Connection, *conditions: sa.ColumnElement[Any]) -> list[Organisation]:
    rows = connection.execute(sa.select(tables.organisation).where(*conditions).order_by(tables.organisation.c.name))
    return [_organisation_of(row) for row in rows]


def _organisation_of(row: Any) -> Organisation:
    return Organisation(
        id=row.id,
        kind=row.kind,
        name=row.name,
        legal_form=row.legal_form,
        kvk_number=row.kvk_number,
        area_code=row.area_code,
        coalition_id=row.coalition_id,
        version=row.version,
    )
