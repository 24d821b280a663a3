"""Brings a database to the newest version of its tables with alembic. One folder of versions per database."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.plumbing.database import Database
from shared.plumbing.reach import as_system
from shared.plumbing.row_security import Ownership, secure


def upgrade(database: Database, folder: Path) -> bool:
    """Runs what is missing; returns whether anything was run. Costs one query when the database is current.

    `folder` holds alembic's `versions/`. Old code must run on the new schema: a rename takes three steps.
    """
    if current_revision(database) == newest_revision(folder):
        return False
    # alembic takes a third of a second to import, which a start without work should not pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder))
    with as_system("migrations"), database.transaction() as connection:
        if not database.is_sqlite:
            # Two processes that start together take turns; a lock that can't be had ends in an error, not in a hang.
            connection.execute(sa.text("SET LOCAL lock_timeout = '10s'"))
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7462051)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def newest_revision(folder: Path) -> str:
    """The revision that the code expects; versions are numbered files, `0001_first.py`."""
    return max(path.name for path in (folder / "versions").glob("[0-9]*.py"))[:4]


def current_revision(database: Database) -> str | None:
    """The revision of the database, None for an empty one."""
    with database.read() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def run_env(metadata: sa.MetaData, ownership: Ownership) -> None:
    """What each folder's env.py calls: runs the versions on the connection that `upgrade` opened.

    After them the policies are made anew from `ownership`: whose the rows of each table are.
    """
    from alembic import context

    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=False,
    )
    context.run_migrations()
    secure(connection, ownership)
