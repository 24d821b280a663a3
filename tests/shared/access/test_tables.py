"""The migrations make exactly the tables that the code describes, on both kinds of database."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shared.access import PEOPLE_MIGRATIONS
from shared.access.tables import metadata
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade


def test_the_migrated_database_is_what_the_tables_say(database_url):
    database = Database(database_url)
    try:
        assert upgrade(database, PEOPLE_MIGRATIONS)
        assert not upgrade(database, PEOPLE_MIGRATIONS), "a second start has nothing to do"
        with database.read() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    finally:
        database.dispose()
