"""One furnished world per kind of database; every request in it is undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.ownership import OWNERSHIP as MATCHER
from services.tracker.storage.ownership import OWNERSHIP as TRACKER
from shared.access.ownership import OWNERSHIP as PEOPLE
from shared.access.scope import Scope
from shared.notifier.ownership import OWNERSHIP as NOTIFIER
from shared.plumbing.database import Database
from shared.plumbing.row_security import Owned
from tests.rights.asking import Asking
from tests.rights.expecting import OF_ONE, OF_THE_PLACE
from tests.rights.furnish import furnish
from tests.rights.held import HeldDatabases
from tests.rights.watching import Watching
from tests.rights.world import DATABASES, RightsWorld, settings_on
from tests.support.postgres import PostgresServer, let_in

ROLE = "suite_rights"
"""Neither owner of a table nor superuser, as the role of the services."""


ONE_IN = {"postgresql": 4}
"""Of the matrix a quarter of the routes is asked again on PostgreSQL; test_policies.py asks them all there."""


@dataclass(frozen=True)
class UnderPolicies:
    """Who asks in a world whose databases keep rows apart by themselves, and what is seen of that."""

    asking: Asking
    databases: HeldDatabases
    watching: Watching


Furnished = tuple[RightsWorld, dict[str, str]]


@pytest.fixture(scope="session")
def on_postgresql(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """The world on PostgreSQL, made once by the owner of the tables; the role of the services may come in as well."""
    made = {}
    for name in DATABASES:
        database = f"rights_{name}_{uuid.uuid4().hex[:8]}"
        made[name] = postgres_server.create(database)
        let_in(postgres_server, database, ROLE)
    kept: list[Database] = []
    with _keeping(kept):
        furnished = _furnished(tmp_path_factory.mktemp("rights"), made)
    yield furnished
    for pool in kept:
        pool.dispose()


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The world on SQLite, made once."""
    return _furnished(tmp_path_factory.mktemp("rights"), {})


# Held per module and not for the whole run: what takes the place of the network and of the databases meanwhile would
# reach the tests of other folders that follow in the same process.
@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def asking(request: pytest.FixtureRequest) -> Iterator[Asking]:
    """Who asks: on SQLite, then on PostgreSQL."""
    made = request.getfixturevalue(f"on_{request.param}")
    with _held(made) as (asked, __):
        asked.one_in = ONE_IN.get(request.param, 1)
        yield asked


@pytest.fixture(scope="module")
def under_policies(on_postgresql: Furnished) -> Iterator[UnderPolicies]:
    """The filter of the application is off; the role of the services asks, and PostgreSQL holds it to its policies."""
    ids = on_postgresql[1]
    watching = Watching(_owned(), {ids[name] for name in (OF_THE_PLACE | OF_ONE | {"draft", "award"}) & set(ids)})
    with _held(on_postgresql, role=ROLE, watch=watching, filtered=False) as (asked, databases):
        yield UnderPolicies(asked, databases, watching)


@contextmanager
def _keeping(kept: list[Database]) -> Iterator[None]:
    """Keeps every pool of connections that is made in the block, so that none is left open."""
    plain = Database.__init__

    def begin(database: Database, url: str) -> None:
        plain(database, url)
        kept.append(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "__init__", begin)
        yield


def _furnished(folder: Path, urls: dict[str, str]) -> Furnished:
    world = RightsWorld(settings_on(folder, urls))
    return world, furnish(world)


@contextmanager
def _held(
    made: Furnished,
    *,
    role: str = "",
    watch: Callable[[Connection], None] | None = None,
    filtered: bool = True,
) -> Iterator[tuple[Asking, HeldDatabases]]:
    world, ids = made
    with pytest.MonkeyPatch.context() as patch:
        urls = [getattr(world.settings, f"{name}_url") for name in DATABASES]
        patch.setattr("urllib3.util.connection.create_connection", _nobody_answers)
        databases = HeldDatabases(patch, urls, role, watch)
        if not filtered:
            _take_off_filter(patch)
        yield Asking(world, ids, databases.forget), databases
        databases.close()


def _nobody_answers(*_where: object, **_how: object) -> NoReturn:
    """What a test message to an address of our own choosing meets."""
    raise ConnectionRefusedError


def _take_off_filter(patch: pytest.MonkeyPatch) -> None:
    """Every query of the application asks for everything; only the database itself keeps rows apart then."""
    patch.setattr(Scope, "limits", lambda scope, column: sa.true())
    patch.setattr(Scope, "limits_funder", lambda scope, column: sa.true())
    patch.setattr(Scope, "reaches", lambda scope, place_id: True)


def _owned() -> set[str]:
    """The tables whose rows have an owner."""
    databases = (PEOPLE, MATCHER, TRACKER, NOTIFIER)
    return {name for ownership in databases for name, whose in ownership.items() if isinstance(whose, Owned)}
