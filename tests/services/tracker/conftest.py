"""Migrated databases for the tracker, migrated once and copied for each test; SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import uuid

import pytest

from services.tracker.storage.tables import TRACKER_MIGRATIONS
from shared.access.tables import PEOPLE_MIGRATIONS
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.tracker.world import open_world

FOLDERS = {"people": PEOPLE_MIGRATIONS, "tracker": TRACKER_MIGRATIONS, "notifier": NOTIFIER_MIGRATIONS}


def _migrate(url, folder):
    database = Database(url)
    upgrade(database, folder)
    database.dispose()


@pytest.fixture(scope="session")
def migrated_files(tmp_path_factory):
    home = tmp_path_factory.mktemp("migrated")
    for name, folder in FOLDERS.items():
        _migrate(f"sqlite:///{home / name}.sqlite3", folder)
    return home


@pytest.fixture(scope="session")
def tracker_template(postgres_server):
    name = f"tracker_{uuid.uuid4().hex[:12]}"
    _migrate(postgres_server.create(name), TRACKER_MIGRATIONS)
    return name


@pytest.fixture
def files(migrated_files, tmp_path):
    """The three databases as SQLite files, by name."""
    found = {
        name: Database(f"sqlite:///{shutil.copy(migrated_files / f'{name}.sqlite3', tmp_path / f'{name}.sqlite3')}")
        for name in FOLDERS
    }
    yield found
    for database in found.values():
        database.dispose()


@pytest.fixture
def postgres_tracker(postgres_server, tracker_template):
    name = f"tracker_{uuid.uuid4().hex[:12]}"
    database = Database(postgres_server.create(name, template=tracker_template))
    yield database
    database.dispose()
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def world(request, files, tmp_path):
    """A world whose tracker stands on SQLite, then on PostgreSQL."""
    tracker = files["tracker"] if request.param == "sqlite" else request.getfixturevalue("postgres_tracker")
    return open_world(files["people"], tracker, files["notifier"], tmp_path)


@pytest.fixture
def small_world(files, tmp_path):
    """A world on SQLite only, for what does not depend on the database."""
    return open_world(files["people"], files["tracker"], files["notifier"], tmp_path)
