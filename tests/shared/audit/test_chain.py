"""The log can't be changed, and a change that was made all the same is found."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from shared.audit import AuditEntry, Personal, define, record
from shared.audit.verifying import verify
from shared.plumbing.database import Database, new_metadata

NOW = datetime(2026, 11, 22, 12, 0, 0, 120, tzinfo=UTC)


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    metadata = new_metadata()
    define(metadata)
    with database.transaction() as connection:
        metadata.create_all(connection)
    yield database
    database.dispose()


def write(database, number, organisation="place-1", **more):
    with database.transaction() as connection:
        for one in range(number):
            at = NOW + timedelta(minutes=one)
            detail = {"rows": one, "share": 0.5, "codes": ["a", "b"]}
            record(connection, AuditEntry("x.do", f"x:{one}", at, "p", organisation, detail=detail, **more))


def verdicts(database, organisation=None):
    with database.read() as connection:
        return {one.chain: one for one in verify(connection, organisation)}


def tamper(database, *statements):
    """As somebody who may do everything in the database."""
    with database.transaction() as connection:
        if database.is_sqlite:
            for table in ("audit_entry", "audit_seal"):
                for act in ("update", "delete"):
                    connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{act}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET action = 'y'", "DELETE FROM audit_entry", "DELETE FROM audit_seal",
     "UPDATE audit_seal SET number = 9"],
)  # fmt: skip
def test_the_database_refuses_to_change_or_remove_rows(database, statement):
    write(database, 2)
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), database.transaction() as connection:
        connection.exec_driver_sql(statement)
    assert verdicts(database)["place-1"].rows == 2


def test_each_organisation_has_a_chain_of_its_own_over_many_transactions(database):
    for _ in range(2):
        write(database, 2, "place-1")
        write(database, 3, "place-2", personal=Personal("p", "locked"))
        write(database, 1, None)
    found = verdicts(database)
    assert {chain: (one.rows, one.broken) for chain, one in found.items()} == {
        "place-1": (4, None), "place-2": (6, None), "-": (2, None),
    }  # fmt: skip
    assert list(verdicts(database, "place-2")) == ["place-2"]


@pytest.mark.parametrize(
    ("what", "number", "statements"),
    [
        ("row_changed", 2, ["UPDATE audit_entry SET person_id = 'q' WHERE subject = 'x:1'"]),
        ("row_gone", 2, ["DELETE FROM audit_entry WHERE subject = 'x:1'"]),
        ("seal_gone", 1, ["DELETE FROM audit_seal WHERE number = 1", "DELETE FROM audit_entry WHERE subject = 'x:0'"]),
        ("rows_gone", 4, ["DELETE FROM audit_seal WHERE number = 4", "DELETE FROM audit_entry WHERE subject = 'x:3'"]),
        ("other_organisation", 3, ["UPDATE audit_entry SET organisation_id = 'z' WHERE subject = 'x:2'"]),
        ("other_end", 4, [f"UPDATE audit_head SET digest = '{'1' * 64}'"]),
    ],
)
def test_the_first_broken_row_is_named(database, what, number, statements):
    write(database, 4)
    tamper(database, *statements)
    broken = verdicts(database)["place-1"].broken
    assert (broken.what, broken.number) == (what, number)


def test_a_row_written_past_the_chain_is_found(database):
    write(database, 2)
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE kept AS SELECT * FROM audit_entry WHERE subject = 'x:0'")
        connection.exec_driver_sql("UPDATE kept SET id = 'smuggled'")
        connection.exec_driver_sql("INSERT INTO audit_entry SELECT * FROM kept")
    broken = verdicts(database)["place-1"].broken
    assert (broken.what, broken.number, broken.entry_id) == ("never_sealed", 3, "smuggled")


def test_what_is_undone_leaves_no_trace_in_the_chain(database):
    with database.transaction() as connection:
        record(connection, AuditEntry("x.do", "x:1", NOW, organisation_id="place-1"))
        savepoint = connection.begin_nested()
        record(connection, AuditEntry("x.undone", "x:2", NOW, organisation_id="place-1"))
        savepoint.rollback()
    assert (verdicts(database)["place-1"].rows, verdicts(database)["place-1"].broken) == (1, None)


def test_many_writers_at_once_make_one_chain_and_no_deadlock(database):
    failed = []

    def work(order):
        try:
            for _ in range(15):
                with database.transaction() as connection:
                    for place in order:
                        record(connection, AuditEntry("x.do", "x:1", NOW, organisation_id=place))
        except Exception as error:
            failed.append(error)

    orders = (("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a"), ("a", "c", "b"))
    threads = [threading.Thread(target=work, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    found = {chain: (one.rows, one.broken) for chain, one in verdicts(database).items()}
    assert found == dict.fromkeys("abc", (60, None))
