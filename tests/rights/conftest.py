"""One furnished world per kind of database; every request in it is undone."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.access.scope import Scope
from tests.rights.asking import Asking
from tests.rights.furnish import furnish
from tests.rights.held import HeldDatabases
from tests.rights.world import DATABASES, RightsWorld, settings_on
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """Who asks: on SQLite, then on PostgreSQL."""
    folder = tmp_path_factory.mktemp("rights")
    made: dict[str, str] = {}
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        made = {name: server.create(f"rights_{name}_{uuid.uuid4().hex[:8]}") for name in DATABASES}
    with pytest.MonkeyPatch.context() as patch:
        yield from _asking(folder, made, patch)


def _take_off_filter(patch: pytest.MonkeyPatch) -> None:
    """Every query of the application asks for everything; only the database itself keeps rows apart then."""
    patch.setattr(Scope, "limits", lambda scope, column: sa.true())
    patch.setattr(Scope, "limits_funder", lambda scope, column: sa.true())
    patch.setattr(Scope, "reaches", lambda scope, place_id: True)


def _asking(folder: Path, urls: dict[str, str], patch: pytest.MonkeyPatch) -> Iterator[Asking]:
    world = RightsWorld(settings_on(folder, urls))
    ids = furnish(world)
    databases = HeldDatabases(patch, [getattr(world.settings, f"{name}_url") for name in DATABASES])
    if os.environ.get("RIGHTS_WITHOUT_FILTER") == "1":
        _take_off_filter(patch)
    yield Asking(world, ids, databases.forget)
    databases.close()
