"""Who is who in an organisation: roles, and the mandates that a place gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actors import MandateAct, Role
from shared.access.directory import WITHOUT_BOARD
from shared.access.tables import mandate, membership, organisation, person


@dataclass(frozen=True)
class Membership:
    """A role that somebody has in an organisation."""

    person_id: str
    name: str
    email: str
    organisation_id: str
    organisation_name: str
    organisation_kind: str
    role: Role
    since: datetime
    without_board: bool


@dataclass(frozen=True)
class GivenMandate:
    """A mandate that was not ended, with who holds it. `paper` is the photo of the signed paper, by its store name."""

    id: str
    place_id: str
    place_name: str
    person_id: str
    name: str
    email: str
    acts: frozenset[MandateAct]
    written: bool
    in_trust: bool
    starts_at: datetime
    ends_at: datetime
    paper: str | None
    paper_name: str | None
    paper_kind: str | None


def hold(connection: Connection, organisation_id: str) -> None:
    """Keeps others from changing who is who in an organisation until this transaction ends."""
    own = organisation.c.id == organisation_id
    connection.execute(sa.update(organisation).where(own).values(version=organisation.c.version))


def members_of(connection: Connection, organisation_id: str) -> list[Membership]:
    """Everybody with a role here now, by name."""
    return _memberships(connection, membership.c.organisation_id == organisation_id)


def roles_of_person(connection: Connection, person_id: str) -> list[Membership]:
    """Every role of one person, by organisation."""
    return _memberships(connection, membership.c.person_id == person_id)


def with_role(connection: Connection, organisation_id: str, role: Role) -> frozenset[str]:
    """Ids of the people who have the role here now."""
    return frozenset(one.person_id for one in members_of(connection, organisation_id) if one.role is role)


def mandates_of(connection: Connection, place_id: str, at: datetime) -> list[GivenMandate]:
    """The mandates of a place that hold now or begin later, the one that ends first on top."""
    return _mandates(connection, mandate.c.place_id == place_id, mandate.c.ends_at > at)


def mandates_held(connection: Connection, person_id: str, at: datetime) -> list[GivenMandate]:
    """The mandates of a person that hold now or begin later."""
    return _mandates(connection, mandate.c.person_id == person_id, mandate.c.ends_at > at)


def find_mandate(connection: Connection, mandate_id: str, at: datetime) -> GivenMandate | None:
    """One mandate that is not over."""
    return next(iter(_mandates(connection, mandate.c.id == mandate_id, mandate.c.ends_at > at)), None)


def ending_soon(connection: Connection, at: datetime, before: datetime) -> list[GivenMandate]:
    """Mandates given by a place that end before a moment, and of which nobody was told so yet."""
    window = (mandate.c.ends_at > at, mandate.c.ends_at <= before, mandate.c.starts_at <= at)
    return _mandates(connection, *window, mandate.c.end_told_at.is_(None), mandate.c.in_trust.is_(False))


def mark_end_told(connection: Connection, mandate_id: str, at: datetime) -> bool:
    """Keeps that both were told; False when that was done already."""
    first = (mandate.c.id == mandate_id, mandate.c.end_told_at.is_(None))
    return connection.execute(sa.update(mandate).where(*first).values(end_told_at=at)).rowcount == 1


def attach_paper(connection: Connection, mandate_id: str, *, paper: str, name: str, kind: str) -> None:
    """Puts the photo of the signed paper with a mandate, which is in writing from now on."""
    values = {"paper": paper, "paper_name": name[:120], "paper_kind": kind, "written": True}
    connection.execute(sa.update(mandate).where(mandate.c.id == mandate_id).values(**values))


def volunteers_near(connection: Connection, coalition_id: str | None, place_id: str) -> list[tuple[str, str]]:
    """Ids and names of who may be given a mandate: volunteers and coordinators of the coalition, and earlier ones."""
    helping = sa.select(membership.c.person_id).where(
        membership.c.organisation_id == coalition_id,
        membership.c.role.in_([Role.VOLUNTEER.value, Role.COORDINATOR.value]),
        membership.c.ended_at.is_(None),
    )
    earlier = sa.select(mandate.c.person_id).where(mandate.c.place_id == place_id)
    rows = connection.execute(
        sa.select(person.c.id, person.c.name, person.c.email)
        .where(person.c.id.in_(helping.union(earlier)), person.c.disabled_at.is_(None))
        .order_by(person.c.name, person.c.id)
    )
    return [(row.id, _called(row)) for row in rows]


def papers_in_use(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those of these names in the store that a mandate points at, also one that ended."""
    return set(connection.execute(sa.select(mandate.c.paper).where(mandate.c.paper.in_(sorted(names)))).scalars())


def _memberships(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Membership]:
    rows = connection.execute(
        sa.select(
            membership,
            person.c.name,
            person.c.email,
            organisation.c.name.label("organisation_name"),
            organisation.c.kind,
            organisation.c.legal_form,
        )
        .join(person, person.c.id == membership.c.person_id)
        .join(organisation, organisation.c.id == membership.c.organisation_id)
        .where(membership.c.ended_at.is_(None), person.c.disabled_at.is_(None), *where)
        .order_by(organisation.c.name, person.c.name, person.c.id)
    )
    return [
        Membership(
            person_id=row.person_id,
            name=_called(row),
            email=row.email,
            organisation_id=row.organisation_id,
            organisation_name=row.organisation_name,
            organisation_kind=row.kind,
            role=Role(row.role),
            since=row.since,
            without_board=row.legal_form in WITHOUT_BOARD,
        )
        for row in rows
    ]


def _mandates(connection: Connection, *where: sa.ColumnElement[bool]) -> list[GivenMandate]:
    rows = connection.execute(
        sa.select(mandate, person.c.name, person.c.email, organisation.c.name.label("place_name"))
        .join(person, person.c.id == mandate.c.person_id)
        .join(organisation, organisation.c.id == mandate.c.place_id)
        .where(mandate.c.ended_at.is_(None), *where)
        .order_by(mandate.c.ends_at, mandate.c.id)
    )
    same = ("id", "place_id", "place_name", "person_id", "email", "written", "in_trust", "starts_at", "ends_at")
    paper = ("paper", "paper_name", "paper_kind")
    return [
        GivenMandate(
            name=_called(row),
            acts=frozenset(MandateAct(act) for act in row.acts),
            **{field: getattr(row, field) for field in (*same, *paper)},
        )
        for row in rows
    ]


def _called(row: Any) -> str:
    return str(row.name or row.email.partition("@")[0])
