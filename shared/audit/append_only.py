"""What was written in the log stays: the database itself refuses to change or remove it."""

from __future__ import annotations

import sqlalchemy as sa

REFUSAL = "the log is never changed"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def statements(table: str, dialect: str) -> list[str]:
    """The DDL that makes a table append-only. `table` and `dialect` are names of ours, never input."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for act in ("UPDATE", "DELETE")
        ]
    refuse = "EXECUTE FUNCTION refuse_change()"
    return [
        _FUNCTION,
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def keep_for_good(table: sa.Table) -> None:
    """Makes a table append-only wherever it is created from its definition; migrations do the same by themselves."""

    @sa.event.listens_for(table, "after_create")
    def _created(target: sa.Table, connection: sa.Connection, **_more: object) -> None:
        for statement in statements(target.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
