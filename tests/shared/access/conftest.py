"""A migrated people database, on SQLite and on PostgreSQL. Migrated once, then copied for each test."""

from __future__ import annotations

import shutil
import uuid

import pytest

from shared.access import PEOPLE_MIGRATIONS
from shared.access.enrolment import add_person
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.shared.access.signing_in import NOW


def migrated(url):
    database = Database(url)
    upgrade(database, PEOPLE_MIGRATIONS)
    database.dispose()


@pytest.fixture(scope="session")
def people_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("people") / "people.sqlite3"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def people_template(postgres_server):
    name = f"people_{uuid.uuid4().hex[:12]}"
    migrated(postgres_server.create(name))
    return name


@pytest.fixture
def sqlite_people(people_file, tmp_path):
    database = Database(f"sqlite:///{shutil.copy(people_file, tmp_path / 'people.sqlite3')}")
    yield database
    database.dispose()


@pytest.fixture
def postgres_people(postgres_server, people_template):
    name = f"people_{uuid.uuid4().hex[:12]}"
    database = Database(postgres_server.create(name, template=people_template))
    yield database
    database.dispose()
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def people(request):
    return request.getfixturevalue(f"{request.param}_people")


@pytest.fixture
def noor(request):
    """Somebody with an account, in the database that the test uses."""
    people = request.getfixturevalue("sqlite_people" if "sqlite_people" in request.fixturenames else "people")
    with people.transaction() as connection:
        return add_person(connection, email="noor@voorbeeld.nl", name="Noor", at=NOW)
