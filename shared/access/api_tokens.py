"""Keys that people make for their programs: one organisation, reading or writing, at most a year, shown once."""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actor_rows import actor_of_person, coordinated_by
from shared.access.actors import Actor, Role, TokenScope
from shared.access.secrets import digest
from shared.access.tables import api_token, membership, organisation, person
from shared.access.token_rights import narrowed_mandates, narrowed_roles
from shared.kernel.ids import new_id
from shared.plumbing.prepared import Prepared

LONGEST = timedelta(days=365)
MOST_PER_PERSON = 20
SECRET_BYTES = 32
SHAPE = re.compile(r"steun_([0-9a-f]{8})_[A-Za-z0-9_-]{43}", re.ASCII)
"""How a value looks: people and scanners of leaked secrets know it when they see one."""


@dataclass(frozen=True)
class ApiToken:
    """A key as its owner sees it; `handle` is the part of the value that may be shown again."""

    id: str
    person_id: str
    maker: str
    organisation_id: str
    organisation_name: str
    name: str
    handle: str
    scope: TokenScope
    networks: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None

    def takes(self, address: str | None) -> bool:
        """Whether it may be used from a network address."""
        if not self.networks:
            return True
        try:
            found = ipaddress.ip_address(address or "")
        except ValueError:
            return False
        return any(found in ipaddress.ip_network(one) for one in self.networks)


def make(
    connection: Connection,
    *,
    person_id: str,
    organisation_id: str,
    name: str,
    scope: TokenScope,
    networks: tuple[str, ...],
    expires_at: datetime,
    at: datetime,
) -> tuple[str, str]:
    """Keeps a new key; gives its id and its value, which is not kept."""
    token_id, handle = new_id(), secrets.token_hex(4)
    value = f"steun_{handle}_{secrets.token_urlsafe(SECRET_BYTES)}"
    connection.execute(
        sa.insert(api_token).values(
            id=token_id,
            person_id=person_id,
            organisation_id=organisation_id,
            name=name,
            handle=handle,
            value_hash=digest(value),
            scope=scope.value,
            networks=list(networks),
            made_at=at,
            expires_at=expires_at,
        )
    )
    return token_id, value


_COLUMNS = (
    *(api_token.c[name] for name in ("id", "person_id", "organisation_id", "handle", "scope", "networks")),
    *(api_token.c[name] for name in ("made_at", "expires_at", "last_used_on")),
    api_token.c.name.label("called"),
    organisation.c.name.label("organisation_name"),
    person.c.name.label("maker"),
    person.c.email,
)
_SELECT = (
    sa.select(*_COLUMNS)
    .join(organisation, organisation.c.id == api_token.c.organisation_id)
    .join(person, person.c.id == api_token.c.person_id)
    .where(api_token.c.ended_at.is_(None))
)
_BY_VALUE = Prepared(_SELECT.where(api_token.c.value_hash == sa.bindparam("value_hash")))


def find_by_value(connection: Connection, value: str, now: datetime) -> ApiToken | None:
    """The key with this value; None when it is unknown, over or ended."""
    if not SHAPE.fullmatch(value):
        return None
    row = _BY_VALUE.first(connection, value_hash=digest(value))
    return _token(row) if row is not None and row.expires_at > now else None


def find(connection: Connection, token_id: str, now: datetime) -> ApiToken | None:
    """The key with this id that holds now."""
    row = connection.execute(_SELECT.where(api_token.c.id == token_id, api_token.c.expires_at > now)).first()
    return _token(row) if row else None


def tokens_of(
    connection: Connection, person_id: str, organisation_ids: frozenset[str], now: datetime
) -> list[ApiToken]:
    """The keys that a person made and those of these organisations, the newest first."""
    mine = sa.or_(api_token.c.person_id == person_id, api_token.c.organisation_id.in_(sorted(organisation_ids)))
    query = _SELECT.where(mine, api_token.c.expires_at > now).order_by(api_token.c.made_at.desc(), api_token.c.id)
    return [_token(row) for row in connection.execute(query)]


def mark_used(connection: Connection, token_id: str, day: date) -> None:
    """Keeps the day on which it was used."""
    connection.execute(sa.update(api_token).where(api_token.c.id == token_id).values(last_used_on=day))


def end(connection: Connection, token_id: str, *, by: str, at: datetime) -> bool:
    """Ends a key at once; returns whether it held."""
    changed = connection.execute(_open(api_token.c.id == token_id).values(ended_at=at, ended_by=by))
    return changed.rowcount == 1


def end_of_person(connection: Connection, person_id: str, *, at: datetime) -> None:
    """Ends every key of somebody who is shut out."""
    connection.execute(_open(api_token.c.person_id == person_id).values(ended_at=at))


def end_with_role(connection: Connection, person_id: str, organisation_id: str, role: Role, *, at: datetime) -> None:
    """Ends the keys that came with a role: it coming back does not bring them back."""
    under = sa.select(organisation.c.id).where(organisation.c.coalition_id == organisation_id)
    reached = api_token.c.organisation_id == organisation_id
    if role is Role.COORDINATOR:
        reached = sa.or_(reached, api_token.c.organisation_id.in_(under))
    connection.execute(_open(api_token.c.person_id == person_id, reached).values(ended_at=at))


def actor_of_token(connection: Connection, token: ApiToken, at: datetime) -> Actor | None:
    """The owner as the key may act for them: in one organisation, without acts of a board; None when shut out."""
    owner = actor_of_person(connection, token.person_id, at)
    if owner is None:
        return None
    roles = narrowed_roles(owner.roles, token.organisation_id)
    coordinated, in_trust = _reached(connection, owner, token.organisation_id)
    return replace(
        owner,
        roles=roles,
        mandates=narrowed_mandates(owner.mandates, token.organisation_id),
        coordinated=coordinated,
        in_trust=in_trust,
        acting_via=f"token:{token.handle}",
        token_scope=token.scope,
    )


def organisations_with_keys(connection: Connection, actor: Actor) -> dict[str, str]:
    """Names of the organisations for which this person may make keys, by id."""
    leads = (Role.BOARD, Role.FUNDER, Role.COORDINATOR)
    held = sa.select(membership.c.organisation_id).where(
        membership.c.person_id == actor.person_id,
        membership.c.role.in_([role.value for role in leads]),
        membership.c.ended_at.is_(None),
    )
    rows = connection.execute(
        sa.select(organisation.c.id, organisation.c.name)
        .where(organisation.c.id.in_(held))
        .order_by(organisation.c.name, organisation.c.id)
    )
    return {row.id: row.name for row in rows}


def _reached(connection: Connection, owner: Actor, organisation_id: str) -> tuple[frozenset[str], frozenset[str]]:
    if organisation_id in owner.organisations_as(Role.COORDINATOR):
        return coordinated_by(connection, [organisation_id])
    only = frozenset({organisation_id})
    return owner.coordinated & only, owner.in_trust & only


def _open(*where: sa.ColumnElement[bool]) -> sa.Update:
    return sa.update(api_token).where(api_token.c.ended_at.is_(None), *where)


def _token(row: Any) -> ApiToken:
    return ApiToken(
        id=row.id,
        person_id=row.person_id,
        maker=row.maker or row.email.partition("@")[0],
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        name=row.called,
        handle=row.handle,
        scope=TokenScope(row.scope),
        networks=tuple(row.networks),
        made_at=row.made_at,
        expires_at=row.expires_at,
        last_used_on=row.last_used_on,
    )
