"""The audit log keeps who did what, and no personal data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from shared.audit import AuditEntry, define, entries, record
from shared.plumbing.database import Database, new_metadata

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    metadata = new_metadata()
    define(metadata)
    with database.transaction() as connection:
        metadata.create_all(connection)
    yield database
    database.dispose()


def test_what_was_done_to_a_thing_comes_back_in_order(database):
    with database.transaction() as connection:
        for minute, action in ((2, "application.submit"), (1, "application.start")):
            at = NOW + timedelta(minutes=minute)
            record(connection, AuditEntry(action, "application:1", at, person_id="p", acting_for="place"))
        record(connection, AuditEntry("application.start", "application:2", NOW))
    with database.read() as connection:
        lines = entries(connection, "application:1")
    assert [line.action for line in lines] == ["application.start", "application.submit"]
    assert (lines[0].at, lines[0].person_id, lines[0].acting_for) == (NOW + timedelta(minutes=1), "p", "place")


def test_values_are_kept_as_digests_with_the_names_of_what_changed(database):
    before = {"name": "Noor de Vries", "phone": None}
    after = {"name": "Noor Bakker", "phone": None, "area": "BU1"}
    with database.transaction() as connection:
        record(connection, AuditEntry("person.change", "person:1", NOW, before=before, after=after))
        stored = connection.exec_driver_sql("SELECT * FROM audit_entry").all()
    assert "Noor" not in str(stored)
    with database.read() as connection:
        assert entries(connection, "person:1")[0].changed == ("area", "name")


def test_the_running_request_is_named(database):
    with structlog.contextvars.bound_contextvars(request_id="request-1"), database.transaction() as connection:
        record(connection, AuditEntry("need.create", "need:1", NOW, detail={"kind": "money"}))
    with database.read() as connection:
        line = entries(connection, "need:1")[0]
    assert (line.request_id, line.detail) == ("request-1", {"kind": "money"})


def test_it_is_undone_with_the_change_itself(database):
    def fail():
        with database.transaction() as connection:
            record(connection, AuditEntry("need.create", "need:1", NOW))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with database.read() as connection:
        assert entries(connection, "need:1") == []
