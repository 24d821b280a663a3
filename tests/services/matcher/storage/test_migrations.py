"""The migrations and the tables in the code must say the same, on both kinds of database."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.matcher.storage import MIGRATIONS
from services.matcher.storage.tables import metadata
from shared.plumbing.database import Database
from shared.plumbing.migrations import current_revision, newest_revision, upgrade


def test_an_upgraded_database_holds_exactly_the_tables_of_the_code(database_url):
    database = Database(database_url)

    assert upgrade(database, MIGRATIONS)

    assert current_revision(database) == newest_revision(MIGRATIONS)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    database.dispose()


def test_a_current_database_is_left_alone(database_url):
    database = Database(database_url)
    upgrade(database, MIGRATIONS)

    assert upgrade(database, MIGRATIONS) is False
    database.dispose()
