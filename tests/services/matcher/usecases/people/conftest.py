"""A people database on PostgreSQL."""

from __future__ import annotations

import uuid

import pytest

from shared.access.tables import PEOPLE_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade


@pytest.fixture(scope="session")
def people_template(postgres_server):
    name = f"people_{uuid.uuid4().hex[:12]}"
    database = Database(postgres_server.create(name))
    upgrade(database, PEOPLE_MIGRATIONS)
    database.dispose()
    return name


@pytest.fixture
def postgres_people(postgres_server, people_template):
    name = f"people_{uuid.uuid4().hex[:12]}"
    database = Database(postgres_server.create(name, template=people_template))
    yield database
    database.dispose()
    postgres_server.drop(name)
