"""Rows of an organisation are shown by PostgreSQL only to who reaches that organisation (shared.plumbing.reach).

Each database says once, per table, how a row's owner is found, or why its rows are nobody's. The policies are made from
that table after every run of migrations, so a table and its policy can't drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.plumbing.reach import ORGANISATIONS, PERSON, SYSTEM

POLICY = "own_rows"
APPEND_ONLY = ("audit_entry", "audit_seal")

# As sub-selects: asked once per query instead of once per row. A setting that is empty or missing reaches nothing.
_BY_SYSTEM = f"(SELECT nullif(current_setting('{SYSTEM}', true), '') IS NOT NULL)"
_ORGANISATIONS = f"(SELECT string_to_array(nullif(current_setting('{ORGANISATIONS}', true), ''), ','))::text[]"
_PERSON = f"(SELECT nullif(current_setting('{PERSON}', true), ''))"


@dataclass(frozen=True)
class Owned:
    """Rows that belong to the organisation in one of `organisation`, or to the person in one of `person`.

    `through` is (column here, table, column there): who sees that row sees this one. `anyone_adds`: everybody may add a
    row and only the owner sees it, such as a row of the log.
    """

    organisation: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    through: tuple[str, str, str] | None = None
    anyone_adds: bool = False

    def condition(self) -> str:
        """The SQL that a row must meet. All names are ours, never input."""
        found = [_BY_SYSTEM]
        found += [f"{column} = ANY ({_ORGANISATIONS})" for column in self.organisation]
        found += [f"{column} = {_PERSON}" for column in self.person]
        if self.through:
            here, table, there = self.through
            found.append(f"{here} IN (SELECT {there} FROM {table})")  # noqa: S608 - names of ours
        return " OR ".join(found)


@dataclass(frozen=True)
class Nobodys:
    """Rows of no organisation; `why` says so to whoever reads the table."""

    why: str


Ownership = Mapping[str, Owned | Nobodys]
"""Of every table of a database: whose its rows are."""

OF_PLACE = Owned(organisation=("place_id",))
OUTBOX = Owned(organisation=("place_id",), person=("person_id",), anyone_adds=True)
"""What people should hear: also people of other organisations."""

COMMON: Ownership = {
    "alembic_version": Nobodys("the number of the newest migration"),
    "audit_entry": Owned(organisation=("organisation_id",), person=("person_id",), anyone_adds=True),
    "audit_head": Nobodys("how far each chain of the log is; every writer moves one on"),
    "audit_seal": Nobodys("digests over rows of the log"),
    "idempotency_key": Nobodys("answers under a key that only the asker knows, of 24 hours"),
}
"""Of the tables that every database has."""


def secure(connection: Connection, ownership: Ownership) -> None:
    """Puts the policies on every table that is there; does nothing on SQLite. Safe to repeat.

    FORCE: also the owner of the tables is held to them, so that a service that runs as the owner by mistake is too.
    """
    if connection.dialect.name == "sqlite":
        return
    there = set(sa.inspect(connection).get_table_names())
    for table, whose in ownership.items():
        if table in there and isinstance(whose, Owned):
            for statement in statements(table, whose):
                connection.exec_driver_sql(statement)
    for table in APPEND_ONLY:
        if table in there:
            _only_add(connection, table)


def statements(table: str, whose: Owned) -> list[str]:
    """The DDL for one table."""
    condition = whose.condition()
    made = [f"DROP POLICY IF EXISTS {POLICY} ON {table}", f"DROP POLICY IF EXISTS {POLICY}_added ON {table}"]
    if whose.anyone_adds:
        made.append(f"CREATE POLICY {POLICY}_added ON {table} FOR INSERT WITH CHECK (true)")
    made.append(f"CREATE POLICY {POLICY} ON {table} USING ({condition})")
    return [*made, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"]


def _only_add(connection: Connection, table: str) -> None:
    """Takes from everybody but the owner what would change a row of the log."""
    others = connection.execute(
        sa.text(
            "SELECT DISTINCT grantee FROM information_schema.role_table_grants WHERE table_schema = 'public'"
            " AND table_name = :table AND privilege_type IN ('UPDATE', 'DELETE') AND grantee <> current_user"
        ),
        {"table": table},
    ).scalars()
    quote = connection.dialect.identifier_preparer.quote
    for grantee in others.all():
        connection.exec_driver_sql(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quote(grantee)}")


def is_held(connection: Connection) -> bool:
    """Whether PostgreSQL holds this connection to the policies: no superuser, nor somebody who may pass them by."""
    query = "SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(query).scalar())


def weaknesses(connection: Connection) -> list[str]:
    """Why the second line does not hold for this connection, in words for the operator; empty when it does."""
    if connection.dialect.name == "sqlite":
        return ["SQLite has no row-level security"]
    found = [] if is_held(connection) else ["its role is a superuser or has BYPASSRLS"]
    owned = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
    ).scalar()
    if owned:
        found.append("its role owns the tables, so it can take the policies off")
    return found
