"""What every test may use: real servers, fresh databases, and no way out to the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter
from redis import Redis

from shared.plumbing.reach import as_system
from tests.support import processes
from tests.support.network import block_network
from tests.support.postgres import APP_ROLE, AS_APP_ROLE, DatabasePool, PostgresServer, start_postgres
from tests.support.processes import ServerFailed
from tests.support.redis import start_redis
from tests.support.skips import summary_lines
from tests.support.smtp import MailSink, mail_sink

DatabaseFactory = Callable[[str], str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first, so that at the end no process waits for one long file of another."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say what was not run and why, grouped by reason."""
    terminalreporter.write_line("")
    for line in summary_lines(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """No test reaches another machine; only unix sockets and this machine's own addresses."""
    with pytest.MonkeyPatch.context() as patch:
        block_network(patch)
        yield


@pytest.fixture(autouse=AS_APP_ROLE)
def as_system_outside_requests() -> Iterator[None]:
    """Under the app role: what a test does outside a request is done by the system."""
    with as_system("test"):
        yield


@pytest.fixture(scope="session", autouse=AS_APP_ROLE)
def migrate_as_owner() -> Iterator[None]:
    """Under the app role: migrations alone run as the owner, in the same transaction."""
    from alembic import command

    upgrade = command.upgrade

    def as_owner(config: Any, revision: str) -> None:
        connection = config.attributes["connection"]
        owned = connection.dialect.name == "postgresql"
        if owned:
            connection.exec_driver_sql("SET LOCAL ROLE NONE")
        upgrade(config, revision)
        if owned:
            connection.exec_driver_sql(f"SET LOCAL ROLE {APP_ROLE}")

    with as_system("session"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "upgrade", as_owner)
        yield


@pytest.fixture
def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on."""
    return processes.free_port()


# Databases ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL server per test process; skips with the reason where it cannot start."""
    try:
        server = start_postgres()
    except ServerFailed as problem:
        pytest.skip(str(problem))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_pool(postgres_server: PostgresServer) -> DatabasePool:
    """Databases that tests take in turn."""
    return DatabasePool(postgres_server)


@pytest.fixture
def make_postgres(postgres_server: PostgresServer, postgres_pool: DatabasePool) -> Iterator[DatabaseFactory]:
    """Give empty PostgreSQL databases, one for each name; they are emptied again after the test."""
    taken: dict[str, str] = {}

    def make(name: str) -> str:
        if name not in taken:
            taken[name] = postgres_pool.take()
        return postgres_server.url(taken[name])

    yield make
    for database in taken.values():
        postgres_pool.give_back(database)


@pytest.fixture
def make_sqlite(tmp_path: Path) -> DatabaseFactory:
    """Give addresses of SQLite files that do not exist yet, by name."""
    return lambda name: f"sqlite:///{tmp_path / name}.sqlite3"


@pytest.fixture
def sqlite_url(make_sqlite: DatabaseFactory) -> str:
    """The address of a SQLite file that does not exist yet."""
    return make_sqlite("test")


@pytest.fixture
def postgres_url(make_postgres: DatabaseFactory) -> str:
    """The address of an empty PostgreSQL database."""
    return make_postgres("test")


@pytest.fixture(params=["sqlite", "postgresql"])
def make_database(request: pytest.FixtureRequest) -> DatabaseFactory:
    """Make empty databases by name; the test runs once on SQLite and once on PostgreSQL."""
    fixture = "make_sqlite" if request.param == "sqlite" else "make_postgres"
    factory: DatabaseFactory = request.getfixturevalue(fixture)
    return factory


@pytest.fixture
def database_url(make_database: DatabaseFactory) -> str:
    """The address of one empty database; the test runs once on SQLite and once on PostgreSQL."""
    return make_database("test")


# Queue, mail, browser -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def redis_server_url() -> Iterator[str]:
    """A Redis server for this test process: REDIS_URL_TEST when set, else one of our own."""
    if given := os.environ.get("REDIS_URL_TEST"):
        yield given
        return
    try:
        server = start_redis()
    except ServerFailed as problem:
        pytest.skip(f"Redis did not start: {problem}")
    yield server.url
    server.stop()


@pytest.fixture
def redis_url(redis_server_url: str) -> str:
    """The address of an empty Redis."""
    with Redis.from_url(redis_server_url) as client:
        client.flushall()
    return redis_server_url


@pytest.fixture
def smtp_sink() -> Iterator[MailSink]:
    """A mail server on 127.0.0.1 that keeps what it is given."""
    with mail_sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium program; skips with the reason where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("there is no Chromium on this machine (as root, make test installs Debian's)")
