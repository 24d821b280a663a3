"""Reading who is who. Names come from here on every request; nobody keeps a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import tables
from shared.access.actor_rows import actor_of_person as actor_of_person
from shared.access.actors import Actor
from shared.access.challenges import email_of_challenge as email_of_challenge
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


def person(connection: Connection, person_id: str) -> Person | None:
    """The person, None when there is none or they were shut out."""
    return next(iter(people_where(connection, tables.person.c.id == person_id)), None)


def person_by_email(connection: Connection, email: str) -> Person | None:
    """The person with this (normalised) address."""
    return next(iter(people_where(connection, tables.person.c.email == email)), None)


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


def people_with_ids(connection: Connection, person_ids: Iterable[str]) -> list[Person]:
    """Those of these people who have an account and were not shut out, by name."""
    return people_where(connection, tables.person.c.id.in_(sorted(set(person_ids))))


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


def people_where(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[Person]:
    """The people of whom all these conditions hold, by name; nobody who was shut out."""
    columns = tables.person.c
    rows = connection.execute(
        sa.select(columns.id, columns.name, columns.email, columns.language)
        .where(columns.disabled_at.is_(None), *conditions)
        .order_by(columns.name, columns.id)
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
