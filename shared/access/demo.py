"""Sign-in links of the example people: they can be used again and count as a second factor. In demo mode only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import sessions, tables
from shared.access.actors import Role
from shared.access.directory import Person
from shared.access.secrets import digest, keyed_text, same
from shared.access.sessions import Means
from shared.access.tables import mandate, membership, organisation
from shared.kernel.errors import NotFound
from shared.plumbing.settings import Settings
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class DemoLink:
    """One example person: who they are in words, the path of their link and its full address."""

    person_id: str
    label: str
    path: str
    address: str


def demo_path(settings: Settings, person_id: str) -> str:
    """The path of a person's link. Raises NotFound outside demo mode."""
    if not settings.demo:
        raise NotFound(_("Deze pagina bestaat niet."))
    return f"/sign-in/demo/{person_id}/{_token(settings, person_id)}"


def links(connection: Connection, settings: Settings) -> list[DemoLink]:
    """The example people with their links, in the order in which they were made; none outside demo mode."""
    if not settings.demo:
        return []
    columns = tables.person.c
    rows = connection.execute(
        sa.select(columns.id, columns.name)
        .where(columns.is_demo, columns.disabled_at.is_(None))
        .order_by(columns.created_at, columns.id)
    ).all()
    roles = _roles(connection)
    found = []
    for row in rows:
        path = demo_path(settings, row.id)
        label = f"{row.name} ({roles[row.id]})" if row.id in roles else row.name
        found.append(DemoLink(row.id, label, path, settings.base_url + path))
    return found


def demo_person(connection: Connection, settings: Settings, person_id: str, token: str) -> Person:
    """The example person behind a link. Raises NotFound for a wrong link, a real person, or outside demo mode."""
    columns = tables.person.c
    row = None
    if settings.demo and same(token, _token(settings, person_id)):
        row = connection.execute(
            sa.select(tables.person).where(columns.id == person_id, columns.is_demo, columns.disabled_at.is_(None))
        ).first()
    if row is None:
        raise NotFound(_("Deze pagina bestaat niet."))
    return Person(row.id, row.name, row.email, row.language)


def sign_in_as(
    connection: Connection, settings: Settings, person_id: str, token: str, *, now: datetime, instead_of: str | None
) -> str:
    """Starts a session for an example person and gives the value for the cookie. Raises NotFound as `demo_person`."""
    person = demo_person(connection, settings, person_id, token)
    return sessions.start(connection, person_id=person.id, means=Means.DEMO, at=now, instead_of=instead_of)


def prove_example(connection: Connection, settings: Settings, person_id: str, session_value: str, at: datetime) -> None:
    """Takes a sign-in by mail of an example person for a second factor too, so that the demonstration stays open."""
    columns = tables.person.c
    example = sa.select(columns.id).where(columns.id == person_id, columns.is_demo)
    if settings.demo and connection.execute(example).first():
        sessions.mark_strong(connection, digest(session_value), at=at)


def _token(settings: Settings, person_id: str) -> str:
    return keyed_text(settings.secret, "demo", person_id)


def _roles(connection: Connection) -> dict[str, str]:
    """What each person is in words, with the organisation's name; volunteers by their mandates."""
    words = {
        Role.MEMBER: _("lid van"),
        Role.BOARD: _("bestuur van"),
        Role.VOLUNTEER: _("vrijwilliger bij"),
        Role.COORDINATOR: _("coördinator van"),
        Role.FUNDER: _("medewerker van"),
        Role.ADMINISTRATOR: _("beheerder bij"),
    }
    found: dict[str, list[str]] = {}
    helped: dict[str, list[str]] = {}
    held = sa.select(membership.c.person_id, membership.c.role, organisation.c.name).join(
        organisation, organisation.c.id == membership.c.organisation_id
    )
    for row in connection.execute(held.where(membership.c.ended_at.is_(None)).order_by(membership.c.id)):
        found.setdefault(row.person_id, []).append(f"{words[Role(row.role)]} {row.name}")
    given = sa.select(mandate.c.person_id, organisation.c.name).join(
        organisation, organisation.c.id == mandate.c.place_id
    )
    for helper in connection.execute(given.where(mandate.c.ended_at.is_(None)).order_by(mandate.c.id)):
        helped.setdefault(helper.person_id, []).append(helper.name)
    for person_id, names in helped.items():
        found.setdefault(person_id, []).append(_("helpt %(place)s", place="; ".join(names)))
    return {person_id: ", ".join(parts) for person_id, parts in found.items()}
