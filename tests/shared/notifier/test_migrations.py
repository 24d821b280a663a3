"""The versions of the database end at exactly the tables that the code knows."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shared.notifier.door import MIGRATIONS, prepare
from shared.notifier.tables import metadata
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.faults.stage import make_settings


def test_an_upgraded_database_has_exactly_the_tables_of_the_code(database_url, tmp_path):
    prepare(make_settings(tmp_path, dict.fromkeys(("people", "tracker", "notifier"), database_url)))
    database = Database(database_url)
    assert upgrade(database, MIGRATIONS) is False
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.dispose()
