"""PostgreSQL itself shows nobody the rows of another organisation, also when a query asks for everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from services.matcher.storage import MIGRATIONS as MATCHER_MIGRATIONS
from services.matcher.storage.ownership import OWNERSHIP as MATCHER
from services.matcher.storage.tables import metadata as matcher_tables
from services.tracker.storage.ownership import OWNERSHIP as TRACKER
from services.tracker.storage.tables import TRACKER_MIGRATIONS
from services.tracker.storage.tables import metadata as tracker_tables
from shared.access import PEOPLE_MIGRATIONS
from shared.access.ownership import OWNERSHIP as PEOPLE
from shared.access.tables import metadata as people_tables
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.notifier.ownership import OWNERSHIP as NOTIFIER
from shared.notifier.tables import metadata as notifier_tables
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from shared.plumbing.reach import NOTHING, Reach, as_system, beyond, reaching
from shared.plumbing.row_security import Nobodys, Owned, Ownership, secure, weaknesses
from tests.support.postgres import PostgresServer, let_in

ROLE = "suite_checked"
OURS = "0190a000-0000-7000-8000-00000000000a"
THEIRS = "0190a000-0000-7000-8000-00000000000b"
MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """One database: its tables, who owns their rows, and two connections to it."""

    tables: sa.MetaData
    ownership: Ownership
    owner: Database
    app: Database

    @property
    def owned(self) -> dict[str, Owned]:
        return {name: whose for name, whose in self.ownership.items() if isinstance(whose, Owned)}


FOLDERS: dict[str, tuple[sa.MetaData, Ownership, Path]] = {
    "people": (people_tables, PEOPLE, PEOPLE_MIGRATIONS),
    "matcher": (matcher_tables, MATCHER, MATCHER_MIGRATIONS),
    "tracker": (tracker_tables, TRACKER, TRACKER_MIGRATIONS),
    "notifier": (notifier_tables, NOTIFIER, NOTIFIER_MIGRATIONS),
}


@pytest.fixture(scope="module", params=sorted(FOLDERS))
def kept(request: pytest.FixtureRequest, postgres_server: PostgresServer) -> Iterator[Kept]:
    """A migrated database with one row of ours and one of theirs in every table that has an owner."""
    tables, ownership, folder = FOLDERS[request.param]
    name = f"rows_{request.param}"
    postgres_server.create(name)
    let_in(postgres_server, name, ROLE)
    plain = f"postgresql+psycopg://postgres@/{name}?host={postgres_server.folder}"
    made = Kept(tables, ownership, Database(plain), Database(f"{plain}&options=-crole%3D{ROLE}"))
    upgrade(made.owner, folder)
    fill(made)
    yield made
    made.owner.dispose()
    made.app.dispose()
    postgres_server.drop(name)


def fill(kept: Kept) -> None:
    """Rows that no rule of a table would let in: here it is only about whose they are."""
    with kept.owner.transaction() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no foreign keys
        checks = connection.exec_driver_sql(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
            " AND connamespace = 'public'::regnamespace"
        ).all()
        for table, check in checks:
            connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{check}"')
        for name in kept.owned:
            table = kept.tables.tables[name]
            connection.execute(sa.insert(table), [row(table, mark) for mark in (OURS, THEIRS)])


def row(table: sa.Table, mark: str) -> dict[str, Any]:
    """A row whose every id is that of its owner."""
    return {column.name: value(column, mark) for column in table.columns}


def value(column: sa.Column[Any], mark: str) -> Any:
    kind = column.type
    if isinstance(kind, sa.String):
        return mark[-(kind.length or 36) :]
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.Date):
        return MOMENT.date()
    name = type(kind).__name__
    if name == "Moment":
        return MOMENT
    return {"_Json": {}, "Time": MOMENT.time(), "LargeBinary": b"x", "Text": mark, "Numeric": 1, "Float": 1.0}[name]


def seen(database: Database, tables: sa.MetaData, name: str) -> int:
    with database.read() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(tables.tables[name])).scalar_one()


def test_every_table_says_whose_its_rows_are(kept: Kept) -> None:
    with kept.owner.read() as connection:
        there = set(sa.inspect(connection).get_table_names())
    assert there - kept.ownership.keys() == set(), "a new table must choose: see ownership.py of its database"
    assert kept.ownership.keys() - there == set()
    assert all(whose.why for whose in kept.ownership.values() if isinstance(whose, Nobodys))


def test_every_owned_table_holds_everybody_to_its_policy(kept: Kept) -> None:
    with kept.owner.read() as connection:
        forced = connection.exec_driver_sql(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        ).scalars()
        assert set(forced) == kept.owned.keys()
    with kept.app.read() as connection:
        assert weaknesses(connection) == []
    with kept.owner.read() as connection:
        assert weaknesses(connection) != []


def test_h01_rows_of_another_organisation_are_not_there_also_when_a_query_asks_for_everything(kept: Kept) -> None:
    assert kept.owned
    for name in kept.owned:
        assert seen(kept.owner, kept.tables, name) == 2, name
        with reaching(Reach(organisations=frozenset({OURS}), person_id=OURS)):
            assert seen(kept.app, kept.tables, name) == 1, name


def test_who_names_no_reach_sees_nothing(kept: Kept) -> None:
    for name in kept.owned:
        for reach in (NOTHING, Reach(organisations=frozenset({""}))):
            with reaching(reach):
                assert seen(kept.app, kept.tables, name) == 0, name
    address = kept.app.engine.url
    told_nothing = f"host={address.query['host']} dbname={address.database} user=postgres options='-c role={ROLE}'"
    with psycopg.connect(told_nothing) as connection:  # as if the program did not know of it
        for name in kept.owned:
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,), name


def test_the_system_sees_all_and_says_why(kept: Kept) -> None:
    with as_system("test"):
        assert {seen(kept.app, kept.tables, name) for name in kept.owned} == {2}
    with pytest.raises(ValueError, match="reason"), as_system(""):
        pass


def test_rows_of_others_can_t_be_changed_removed_or_made(kept: Kept) -> None:
    for name, whose in kept.owned.items():
        if name == "audit_entry":
            continue  # the log refuses changes to everybody
        table = kept.tables.tables[name]
        column = (*whose.organisation, *whose.person, *(whose.through or ())[:1])[0]
        with reaching(Reach(organisations=frozenset({OURS}), person_id=OURS)):
            with kept.app.transaction() as connection:
                theirs = table.c[column] == value(table.c[column], THEIRS)
                assert connection.execute(sa.update(table).where(theirs).values({column: OURS})).rowcount == 0, name
                assert connection.execute(sa.delete(table).where(theirs)).rowcount == 0, name
            if not whose.anyone_adds:
                with pytest.raises(ProgrammingError, match="row-level security"), kept.app.transaction() as connection:
                    connection.execute(sa.insert(table).values(row(table, THEIRS)))


def test_the_log_takes_rows_of_everybody_and_gives_none_up(kept: Kept) -> None:
    log = kept.tables.tables.get("audit_entry")
    assert log is not None
    with kept.app.read() as connection:
        granted = set(
            connection.exec_driver_sql(
                "SELECT privilege_type FROM information_schema.role_table_grants"
                f" WHERE table_name = 'audit_entry' AND grantee = '{ROLE}'"
            ).scalars()
        )
    assert granted == {"SELECT", "INSERT"}


def test_two_on_one_connection_after_each_other_see_their_own(kept: Kept) -> None:
    name = next(name for name, whose in kept.owned.items() if whose.organisation)
    kept.app.dispose()
    for reach in (OURS, THEIRS, OURS):
        with reaching(Reach(organisations=frozenset({reach}))):
            assert seen(kept.app, kept.tables, name) == 1
        assert seen_by_nobody(kept, name) == 0
    assert kept.app.engine.pool.checkedin() == 1, "all on one connection"  # type: ignore[attr-defined]


def seen_by_nobody(kept: Kept, name: str) -> int:
    with reaching(NOTHING):
        return seen(kept.app, kept.tables, name)


def test_a_look_further_ends_where_it_was_asked(kept: Kept) -> None:
    name = next(name for name, whose in kept.owned.items() if whose.organisation)
    count = sa.select(sa.func.count()).select_from(kept.tables.tables[name])
    with reaching(Reach(organisations=frozenset({OURS}))), kept.app.read() as connection:
        with beyond(connection, "test"):
            assert connection.execute(count).scalar_one() == 2
        assert connection.execute(count).scalar_one() == 1
        with pytest.raises(KeyError), beyond(connection, "test"):
            raise KeyError
        assert connection.execute(count).scalar_one() == 1


def test_policies_can_be_put_on_again(kept: Kept) -> None:
    with kept.owner.transaction() as connection:
        secure(connection, kept.ownership)
        made = connection.exec_driver_sql("SELECT count(*) FROM pg_policies").scalar()
    assert made == sum(1 + whose.anyone_adds for whose in kept.owned.values())
    assert not [name for name in kept.ownership if not re.fullmatch(r"[a-z_]+", name)]
