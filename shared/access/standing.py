"""As what somebody belongs to a place: to tell them why they hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actor_rows import LIVE_MANDATE
from shared.access.actors import Role
from shared.access.tables import mandate, membership, organisation


@dataclass(frozen=True)
class Standing:
    """A role that counts for a place, since when, and for a mandate until when."""

    role: Role
    since: datetime
    until: datetime | None = None


def standings(connection: Connection, person_id: str, place_id: str, at: datetime) -> list[Standing]:
    """Every role that counts for the place at this moment, the oldest first; none for who does not belong to it."""
    coalition = sa.select(organisation.c.coalition_id).where(organisation.c.id == place_id).scalar_subquery()
    in_place = sa.and_(
        membership.c.organisation_id == place_id, membership.c.role.in_([Role.MEMBER.value, Role.BOARD.value])
    )
    in_coalition = sa.and_(membership.c.organisation_id == coalition, membership.c.role == Role.COORDINATOR.value)
    roles = connection.execute(
        sa.select(membership.c.role, membership.c.since).where(
            membership.c.person_id == person_id, membership.c.ended_at.is_(None), sa.or_(in_place, in_coalition)
        )
    )
    mandates = connection.execute(
        sa.select(mandate.c.starts_at, mandate.c.ends_at).where(
            mandate.c.person_id == person_id, mandate.c.place_id == place_id, *LIVE_MANDATE
        ),
        {"at": at},
    )
    found = [Standing(Role(row.role), row.since) for row in roles]
    found += [Standing(Role.VOLUNTEER, row.starts_at, row.ends_at) for row in mandates]
    return sorted(found, key=lambda one: one.since)
