"""How far the queries of this process may reach at this moment, told to the database with every transaction.

The second line behind the scope that every query carries: PostgreSQL itself shows nothing of other organisations
(shared.plumbing.row_security). Who names no reach sees no organisation's rows. SQLite has no such line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar, Token
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

SYSTEM = "steunstromen.system"
PERSON = "steunstromen.person"
ORGANISATIONS = "steunstromen.organisations"

_TELL = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in (SYSTEM, PERSON, ORGANISATIONS))
_ONE = sa.text(f"SELECT set_config('{SYSTEM}', :value, true)")
_NOW = sa.text(f"SELECT coalesce(current_setting('{SYSTEM}', true), '')")


@dataclass(frozen=True)
class Reach:
    """The rows that may be touched: those of these organisations and of this person; with a `system` reason, all."""

    organisations: frozenset[str] = frozenset()
    person_id: str = ""
    system: str = ""


NOTHING = Reach()
_reach: ContextVar[Reach] = ContextVar("reach", default=NOTHING)


def current_reach() -> Reach:
    """What transactions that begin now may touch."""
    return _reach.get()


def set_reach(reach: Reach) -> Token[Reach]:
    """Sets it until `forget_reach` gets what this gives; for a request, whose begin and end lie apart."""
    return _reach.set(reach)


def forget_reach(token: Token[Reach]) -> None:
    """Puts back what held before."""
    _reach.reset(token)


@contextmanager
def reaching(reach: Reach) -> Iterator[None]:
    """Transactions that begin inside may touch this and nothing else."""
    token = _reach.set(reach)
    try:
        yield
    finally:
        _reach.reset(token)


@contextmanager
def as_system(reason: str) -> Iterator[None]:
    """Transactions that begin inside may touch every row: work of no single organisation, such as what time does.

    `reason` is a short name for it; it can be read in the database while the transaction runs.
    """
    with reaching(Reach(system=_named(reason))):
        yield


@contextmanager
def beyond(connection: Connection, reason: str) -> Iterator[None]:
    """Lets this one connection touch every row inside, for what a use case itself decides who sees.

    For the few looks past one's own organisation: a partner's dossier, limits that sister places share.
    """
    _named(reason)
    if connection.dialect.name == "sqlite":
        yield
        return
    before = connection.execute(_NOW).scalar()
    connection.execute(_ONE, {"value": reason})
    try:
        yield
    except BaseException:
        # A transaction that is broken forgets it by itself.
        with suppress(DBAPIError):
            connection.execute(_ONE, {"value": before})
        raise
    connection.execute(_ONE, {"value": before})


def tell_database(connection: Connection) -> None:
    """Tells PostgreSQL how far the transaction that begins may reach; for this transaction only.

    Not by the driver itself: a server that went away must be seen as such, as in any other query.
    """
    reach = _reach.get()
    told = (reach.system, reach.person_id, ",".join(sorted(reach.organisations)))
    connection.exec_driver_sql(_TELL, told).close()


def _named(reason: str) -> str:
    if not reason:
        raise ValueError("the system gives a reason for what it looks at")
    return reason
