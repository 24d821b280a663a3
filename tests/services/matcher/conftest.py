"""A matcher with the real catalogue, loaded once and copied for each test; on SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import uuid

import pytest

from services.matcher.storage import MIGRATIONS
from services.matcher.usecases.catalogue.load_catalogue import load_catalogue
from shared.access.tables import PEOPLE_MIGRATIONS
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.matcher.known import lend, remember
from tests.services.matcher.world import World, context_for

FOLDERS = {"people": PEOPLE_MIGRATIONS, "matcher": MIGRATIONS, "notifier": NOTIFIER_MIGRATIONS}


def _fill(urls):
    for name, url in urls.items():
        database = Database(url)
        upgrade(database, FOLDERS[name])
        if name == "matcher":
            load_catalogue(context_for(database, database, database))
            remember(database)
        database.dispose()


@pytest.fixture(scope="session")
def filled_files(tmp_path_factory):
    home = tmp_path_factory.mktemp("filled")
    _fill({name: f"sqlite:///{home / name}.sqlite3" for name in FOLDERS})
    return home


@pytest.fixture(scope="session")
def matcher_template(postgres_server):
    name = f"matcher_{uuid.uuid4().hex[:12]}"
    _fill({"matcher": postgres_server.create(name)})
    return name


@pytest.fixture
def files(filled_files, tmp_path):
    """The three databases as SQLite files, by name."""
    found = {
        name: Database(f"sqlite:///{shutil.copy(filled_files / f'{name}.sqlite3', tmp_path / f'{name}.sqlite3')}")
        for name in FOLDERS
    }
    lend(found["matcher"])
    yield found
    for database in found.values():
        database.dispose()


@pytest.fixture
def postgres_matcher(postgres_server, matcher_template):
    name = f"matcher_{uuid.uuid4().hex[:12]}"
    database = Database(postgres_server.create(name, template=matcher_template))
    lend(database)
    yield database
    database.dispose()
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request, files):
    """A matcher on SQLite, then on PostgreSQL."""
    own = files["matcher"] if request.param == "sqlite" else request.getfixturevalue("postgres_matcher")
    return World(context_for(files["people"], own, files["notifier"]))


@pytest.fixture
def small_world(files):
    """A matcher on SQLite only, for what does not depend on the database."""
    return World(context_for(files["people"], files["matcher"], files["notifier"]))
