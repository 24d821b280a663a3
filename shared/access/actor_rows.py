"""Reads who somebody is at this moment. It is asked at every request, so it is one prepared query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actors import Actor, Mandate, MandateAct, Role
from shared.access.tables import mandate, membership, organisation, person
from shared.plumbing.database import Moment
from shared.plumbing.prepared import Prepared

_AT = sa.bindparam("at", type_=Moment)
LIVE_MANDATE = (mandate.c.starts_at <= _AT, mandate.c.ends_at > _AT, mandate.c.ended_at.is_(None))
"""The mandates that hold at the moment `at`, a parameter of the query."""


def actor_query(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Everything an actor is made of, and `more`: a row for each membership with each live mandate. Takes `at`."""
    roles = sa.and_(membership.c.person_id == person.c.id, membership.c.ended_at.is_(None))
    mandates = sa.and_(mandate.c.person_id == person.c.id, *LIVE_MANDATE)
    return (
        sa.select(
            person.c.id.label("person_id"),
            person.c.name,
            person.c.email,
            membership.c.role,
            membership.c.organisation_id,
            mandate.c.id.label("mandate_id"),
            *(mandate.c[name] for name in ("place_id", "acts", "written", "starts_at", "ends_at", "in_trust")),
            *more,
        )
        .select_from(person.outerjoin(membership, roles).outerjoin(mandate, mandates))
        .where(person.c.disabled_at.is_(None))
    )


_OF_PERSON = Prepared(actor_query().where(person.c.id == sa.bindparam("person")))
_COORDINATED = sa.select(organisation.c.id, organisation.c.in_trust_since).where(
    organisation.c.coalition_id.in_(sa.bindparam("coalitions", expanding=True))
)


def actor_of_person(connection: Connection, person_id: str, at: datetime, *, via: str | None = None) -> Actor | None:
    """The person as somebody who acts, with what holds at this moment; None when unknown or shut out.

    `via` names the service that calls for them. A session's own facts are added by shared.access.sessions.
    """
    rows = _OF_PERSON.all(connection, person=person_id, at=at)
    return actor_from(connection, rows, acting_via=via) if rows else None


def actor_from(connection: Connection, rows: Sequence[Any], **more: Any) -> Actor:
    """The actor of these rows of `actor_query`; `more` are facts that stand elsewhere."""
    first = rows[0]
    roles = frozenset((Role(row.role), row.organisation_id) for row in rows if row.role)
    mandates = {row.mandate_id: row for row in rows if row.mandate_id}
    coordinated, in_trust = coordinated_by(connection, [id_ for role, id_ in roles if role is Role.COORDINATOR])
    return Actor(
        person_id=first.person_id,
        name=first.name or first.email.partition("@")[0],
        email=first.email,
        roles=roles,
        mandates=tuple(_mandate(mandates[id_]) for id_ in sorted(mandates)),
        coordinated=coordinated,
        in_trust=in_trust | {row.place_id for row in mandates.values() if row.in_trust},
        **more,
    )


def _mandate(row: Any) -> Mandate:
    return Mandate(
        id=row.mandate_id,
        place_id=row.place_id,
        acts=frozenset(MandateAct(act) for act in row.acts),
        written=row.written,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        in_trust=row.in_trust,
    )


def coordinated_by(connection: Connection, coalition_ids: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Everything that is under these coalitions with the coalitions themselves, and the places in trust among it."""
    if not coalition_ids:
        return frozenset(), frozenset()
    rows = connection.execute(_COORDINATED, {"coalitions": coalition_ids}).all()
    in_trust = frozenset(row.id for row in rows if row.in_trust_since is not None)
    return frozenset(row.id for row in rows) | frozenset(coalition_ids), in_trust
