"""The production set-up in small: secrets as docker/make-secrets makes them, a guarded Redis, the four databases."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import postgres, processes
from tests.support.compose import DATABASES, MakeSecrets
from tests.support.postgres import PostgresServer
from tests.support.redis import find_program
from tests.support.source import ROOT


@pytest.fixture(scope="session")
def make_secrets() -> MakeSecrets:
    """Make secrets in a folder; gives what the script says."""

    def make(folder: Path) -> str:
        command = [str(ROOT / "docker" / "make-secrets"), str(folder)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return make


@pytest.fixture
def secrets(tmp_path: Path, make_secrets: MakeSecrets) -> Path:
    """A folder with secrets of a new installation."""
    make_secrets(tmp_path / "secrets")
    return tmp_path / "secrets"


@pytest.fixture
def guarded_redis(secrets: Path) -> Iterator[Path]:
    """The socket of a Redis with the access list of these secrets."""
    folder = postgres.short_folder("acl-")
    socket, log = folder / "redis.sock", folder / "log"
    command = [find_program(), "--port", "0", "--unixsocket", socket, "--aclfile", secrets / "redis_acl"]
    server = processes.start(command, log=log, cwd=folder)
    processes.wait_until(socket.exists, what="Redis", process=server, log=log)
    yield socket
    processes.stop(server)
    shutil.rmtree(folder)


@pytest.fixture
def production_databases(postgres_server: PostgresServer, secrets: Path) -> Iterator[Path]:
    """The folder of a PostgreSQL's socket after docker/postgres/databases.sh was run there."""
    environment = os.environ | {
        "PATH": f"{postgres.programs()}:{os.environ['PATH']}",
        "PGHOST": str(postgres_server.folder),
        "DATABASE_PASSWORD_FILE": str(secrets / "database_password"),
        "OWNER_PASSWORD_FILE": str(secrets / "owner_password"),
    }
    script = ROOT / "docker" / "postgres" / "databases.sh"
    subprocess.run(["sh", str(script)], check=True, env=environment, capture_output=True)
    yield postgres_server.folder
    for name in DATABASES:
        postgres_server.drop(name)
    for role in ("steunstromen", "steunstromen_owner"):
        postgres_server.drop_role(role)
