"""Reading who is who. Names come from here on every request; nobody keeps a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import tables
from shared.access.actors import Actor, Mandate, MandateAct, Role
from shared.access.challenges import email_of_challenge as email_of_challenge
from shared.access.tables import mandate, membership, season_of_rest
from shared.plumbing.database import Moment


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


_PERSON = sa.select(tables.person.c.id, tables.person.c.name, tables.person.c.email, tables.person.c.language).where(
    tables.person.c.id == sa.bindparam("id"), tables.person.c.disabled_at.is_(None)
)


def person(connection: Connection, person_id: str) -> Person | None:
    """The person, None when there is none or they were shut out."""
    row = connection.execute(_PERSON, {"id": person_id}).first()
    return Person(*row) if row else None


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


_ORGANISATION = sa.select(tables.organisation).where(tables.organisation.c.id == sa.bindparam("id"))


def organisation(connection: Connection, organisation_id: str) -> Organisation | None:
    """The organisation with this id."""
    row = connection.execute(_ORGANISATION, {"id": organisation_id}).first()
    return _organisation_of(row) if row else None


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
    return _organisations(connection, tables.organisation.c.kind == "place", tables.organisation.c.id.in_(places))


def organisations_of_kind(connection: Connection, kind: str) -> list[Organisation]:
    """All organisations of a kind (`coalition`, `funder`...), by name."""
    return _organisations(connection, tables.organisation.c.kind == kind)


def team_of_place(connection: Connection, place_id: str, at: datetime) -> list[Person]:
    """Who hears of a place's business at this moment: members, board, and volunteers with a live mandate."""
    in_place = sa.select(membership.c.person_id).where(
        membership.c.organisation_id == place_id,
        membership.c.role.in_([Role.MEMBER.value, Role.BOARD.value]),
        membership.c.ended_at.is_(None),
    )
    by_mandate = sa.select(mandate.c.person_id).where(mandate.c.place_id == place_id, *_live(at))
    return _people(connection, tables.person.c.id.in_(in_place.union(by_mandate)))


def rests_on(connection: Connection, organisation_id: str, day: date) -> bool:
    """Whether the organisation has agreed a season of rest that covers the day (both ends included)."""
    season = sa.select(season_of_rest.c.id).where(
        season_of_rest.c.organisation_id == organisation_id,
        season_of_rest.c.starts_on <= day,
        season_of_rest.c.ends_on >= day,
    )
    return connection.execute(season.limit(1)).first() is not None


def actor_of_person(connection: Connection, person_id: str, at: datetime, *, via: str | None = None) -> Actor | None:
    """The person as somebody who acts, with what holds at this moment; None when unknown or shut out.

    `via` names the service that calls for them. A session's own facts are added by shared.access.sessions.
    """
    found = person(connection, person_id)
    if found is None:
        return None
    roles = _roles(connection, person_id)
    return Actor(
        person_id=found.id,
        name=found.called,
        email=found.email,
        roles=roles,
        mandates=_mandates(connection, person_id, at),
        coordinated=_coordinated(connection, [id_ for role, id_ in roles if role is Role.COORDINATOR]),
        acting_via=via,
    )


# Asked at every request: putting a query together takes longer than SQLite takes to answer it.
_ROLES = sa.select(membership.c.role, membership.c.organisation_id).where(
    membership.c.person_id == sa.bindparam("person"), membership.c.ended_at.is_(None)
)


def _roles(connection: Connection, person_id: str) -> frozenset[tuple[Role, str]]:
    rows = connection.execute(_ROLES, {"person": person_id})
    return frozenset((Role(row.role), row.organisation_id) for row in rows)


def _live(at: datetime | sa.BindParameter[datetime]) -> tuple[sa.ColumnElement[bool], ...]:
    return (mandate.c.starts_at <= at, mandate.c.ends_at > at, mandate.c.ended_at.is_(None))


_MANDATES = (
    sa.select(mandate)
    .where(mandate.c.person_id == sa.bindparam("person"), *_live(sa.bindparam("at", type_=Moment)))
    .order_by(mandate.c.id)
)


def _mandates(connection: Connection, person_id: str, at: datetime) -> tuple[Mandate, ...]:
    rows = connection.execute(_MANDATES, {"person": person_id, "at": at})
    return tuple(
        Mandate(
            id=row.id,
            place_id=row.place_id,
            acts=frozenset(MandateAct(act) for act in row.acts),
            written=row.written,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )


def _coordinated(connection: Connection, coalition_ids: list[str]) -> frozenset[str]:
    if not coalition_ids:
        return frozenset()
    rows = connection.execute(
        sa.select(tables.organisation.c.id).where(tables.organisation.c.coalition_id.in_(coalition_ids))
    )
    return frozenset(row.id for row in rows) | frozenset(coalition_ids)


def _people(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[Person]:
    columns = tables.person.c
    rows = connection.execute(
        sa.select(columns.id, columns.name, columns.email, columns.language)
        .where(columns.disabled_at.is_(None), *conditions)
        .order_by(columns.name, columns.id)
    )
    return [Person(row.id, row.name, row.email, row.language) for row in rows]


def _organisations(connection: Connection, *conditions: sa.ColumnElement[Any]) -> list[Organisation]:
    rows = connection.execute(sa.select(tables.organisation).where(*conditions).order_by(tables.organisation.c.name))
    return [_organisation_of(row) for row in rows]


def _organisation_of(row: sa.Row[Any]) -> Organisation:
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
