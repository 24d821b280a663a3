"""The migrations make exactly the tables that the code describes, on both kinds of database."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.tracker.storage.tables import TRACKER_MIGRATIONS, metadata
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade


def test_the_migrated_database_is_what_the_tables_say(database_url):
    database = Database(database_url)
    try:
        assert upgrade(database, TRACKER_MIGRATIONS)
        assert not upgrade(database, TRACKER_MIGRATIONS), "a second start has nothing to do"
        with database.read() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    finally:
        database.dispose()


def test_every_table_of_the_tracker_can_be_held_to_a_place_or_is_somebody_s_own():
    own = {name for name in metadata.tables if not name.startswith(("audit", "idempotency", "outbox"))}
    assert {"application", "deadline", "matcher_event"} <= own
    assert {name for name in own if "place_id" not in metadata.tables[name].c} == {"calendar_secret"}
    assert metadata.tables["calendar_secret"].c.person_id.primary_key
