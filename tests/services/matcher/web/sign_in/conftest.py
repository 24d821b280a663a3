"""One migrated people database, copied for each test."""

from __future__ import annotations

import shutil

import pytest

from shared.access import PEOPLE_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.matcher.web.sign_in.world import World


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A people database to copy: migrating for every test takes longer than the tests."""
    file = tmp_path_factory.mktemp("migrated") / "people.sqlite3"
    database = Database(f"sqlite:///{file}")
    upgrade(database, PEOPLE_MIGRATIONS)
    database.dispose()
    return file


@pytest.fixture
def world(tmp_path, migrated):
    shutil.copy(migrated, tmp_path)
    made = World(tmp_path)
    yield made
    made.people.dispose()


@pytest.fixture
def demo_world(tmp_path, migrated):
    shutil.copy(migrated, tmp_path)
    made = World(tmp_path, demo=True)
    yield made
    made.people.dispose()
