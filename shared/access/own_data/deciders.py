"""Who looks at a request about somebody's data."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actors import Role
from shared.access.tables import membership, organisation, person


def deciders(people: Connection, organisation_ids: Collection[str], *, but: str) -> frozenset[str]:
    """Coordinators of these organisations, or of the coalition that they are in, except the person it is about."""
    wanted = sorted(organisation_ids)
    coalitions = sa.select(organisation.c.coalition_id).where(organisation.c.id.in_(wanted))
    theirs = membership.c.organisation_id.in_(wanted) | membership.c.organisation_id.in_(coalitions)
    return _holding(people, Role.COORDINATOR, but, theirs)


def administrators(people: Connection, *, but: str) -> frozenset[str]:
    """Everybody who carries out what was decided, except the person it is about."""
    return _holding(people, Role.ADMINISTRATOR, but)


def _holding(people: Connection, role: Role, but: str, *where: sa.ColumnElement[bool]) -> frozenset[str]:
    query = (
        sa.select(membership.c.person_id)
        .join(person, person.c.id == membership.c.person_id)
        .where(membership.c.role == role.value, membership.c.ended_at.is_(None), person.c.disabled_at.is_(None), *where)
        .where(membership.c.person_id != but)
    )
    return frozenset(people.execute(query).scalars())
