"""A migrated people database, on SQLite and on PostgreSQL. Migrated once, then copied for each test."""

from __future__ import annotations

import shutil
import uuid

import pytest

from shared.access.tables import PEOPLE_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade


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
