"""Writing who is who: people, organisations, roles and mandates. Called inside the caller's transaction.

These functions do not ask for rights: the use case did.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import api_tokens, phones, sessions
from shared.access.actors import MandateAct, Role
from shared.access.addresses import normalise_email
from shared.access.tables import mandate, membership, organisation, person
from shared.kernel.ids import new_id


class OrganisationKind(StrEnum):
    """What sort of organisation it is in the coalition."""

    PLACE = "place"
    PARTNER = "partner"
    FUNDER = "funder"
    NETWORK = "network"
    COALITION = "coalition"


def add_person(connection: Connection, *, email: str, name: str = "", at: datetime, is_demo: bool = False) -> str:
    """Adds a person and gives the id; the id of the existing one when the address is known. Raises InvalidInput."""
    address = normalise_email(email)
    known = connection.execute(sa.select(person.c.id).where(person.c.email == address)).scalar()
    if known is not None:
        return str(known)
    person_id = new_id()
    connection.execute(sa.insert(person).values(id=person_id, email=address, name=name, is_demo=is_demo, created_at=at))
    return person_id


def add_organisation(
    connection: Connection,
    *,
    kind: OrganisationKind,
    name: str,
    at: datetime,
    legal_form: str | None = None,
    kvk_number: str | None = None,
    area_code: str | None = None,
    coalition_id: str | None = None,
) -> str:
    """Adds an organisation and gives its id. None means: not known yet."""
    organisation_id = new_id()
    connection.execute(
        sa.insert(organisation).values(
            id=organisation_id,
            kind=kind.value,
            name=name,
            legal_form=legal_form,
            kvk_number=kvk_number,
            area_code=area_code,
            coalition_id=coalition_id,
            created_at=at,
        )
    )
    return organisation_id


def change_organisation(
    connection: Connection,
    *,
    organisation_id: str,
    expected_version: int,
    name: str,
    legal_form: str | None,
    kvk_number: str | None,
    area_code: str | None,
) -> bool:
    """Replaces what is known of an organisation; False when another version holds now."""
    values = {"name": name, "legal_form": legal_form, "kvk_number": kvk_number, "area_code": area_code}
    changed = connection.execute(
        sa.update(organisation)
        .where(organisation.c.id == organisation_id, organisation.c.version == expected_version)
        .values(version=expected_version + 1, **values)
    )
    return changed.rowcount == 1


def join_coalition(connection: Connection, *, organisation_id: str, coalition_id: str | None) -> None:
    """Puts an organisation under a coalition, whose coordinators then see and help it; None takes it out."""
    connection.execute(
        sa.update(organisation)
        .where(organisation.c.id == organisation_id)
        .values(coalition_id=coalition_id, version=organisation.c.version + 1)
    )


def give_role(connection: Connection, *, person_id: str, organisation_id: str, role: Role, at: datetime) -> None:
    """Gives a person a role in an organisation; does nothing when it is held already, renews an ended one."""
    key = (
        membership.c.person_id == person_id,
        membership.c.organisation_id == organisation_id,
        membership.c.role == role.value,
    )
    found = connection.execute(sa.select(membership.c.id, membership.c.ended_at).where(*key)).first()
    if found is None:
        values = {"person_id": person_id, "organisation_id": organisation_id, "role": role.value, "since": at}
        connection.execute(sa.insert(membership).values(id=new_id(), **values))
    elif found.ended_at is not None:
        connection.execute(sa.update(membership).where(*key).values(since=at, ended_at=None))


def end_role(connection: Connection, *, person_id: str, organisation_id: str, role: Role, at: datetime) -> bool:
    """Ends a role at once; returns whether it was held."""
    ended = connection.execute(
        sa.update(membership)
        .where(
            membership.c.person_id == person_id,
            membership.c.organisation_id == organisation_id,
            membership.c.role == role.value,
            membership.c.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    api_tokens.end_with_role(connection, person_id, organisation_id, role, at=at)
    return ended.rowcount == 1


def give_mandate(
    connection: Connection,
    *,
    place_id: str,
    person_id: str,
    acts: Iterable[MandateAct],
    written: bool,
    starts_at: datetime,
    ends_at: datetime,
    given_by: str | None,
    at: datetime,
) -> str:
    """Lets a volunteer act for a place from `starts_at` until `ends_at` (not included); gives the mandate's id."""
    mandate_id = new_id()
    connection.execute(
        sa.insert(mandate).values(
            id=mandate_id,
            place_id=place_id,
            person_id=person_id,
            acts=sorted(act.value for act in acts),
            written=written,
            starts_at=starts_at,
            ends_at=ends_at,
            given_by=given_by,
            given_at=at,
        )
    )
    return mandate_id


def end_mandate(connection: Connection, *, mandate_id: str, at: datetime) -> bool:
    """Ends a mandate at once, for every service and every open session; returns whether it was live."""
    ended = connection.execute(
        sa.update(mandate).where(mandate.c.id == mandate_id, mandate.c.ended_at.is_(None)).values(ended_at=at)
    )
    return ended.rowcount == 1


def enable_person(connection: Connection, *, email: str) -> str | None:
    """Lets somebody sign in again who was shut out; gives the id, None when nobody with this address was."""
    out = (person.c.email == email, person.c.disabled_at.is_not(None))
    found = connection.execute(sa.select(person.c.id).where(*out)).scalar()
    if found is None:
        return None
    connection.execute(sa.update(person).where(person.c.id == found).values(disabled_at=None))
    return str(found)


def disable_person(connection: Connection, *, person_id: str, at: datetime) -> None:
    """Shuts somebody out: no sign-in, and all their sessions end."""
    connection.execute(sa.update(person).where(person.c.id == person_id).values(disabled_at=at))
    sessions.end_all(connection, person_id, at=at, reason="disabled")
    phones.forget_all(connection, person_id, at=at)
    api_tokens.end_of_person(connection, person_id, at=at)
