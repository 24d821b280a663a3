"""docker/make-secrets makes what compose.yaml asks for, and what it makes works on a real Redis and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from redis.exceptions import AuthenticationError, NoPermissionError
from rq import Queue, Worker

from tests.support import postgres, processes
from tests.support.compose import project
from tests.support.postgres import PostgresServer
from tests.support.redis import find_program
from tests.support.source import ROOT

ASKED_OF_PEOPLE = {"smtp_url"}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    printed = _make(folder)
    assert "smtp_url" in printed
    return folder


def _make(folder: Path) -> str:
    command = [str(ROOT / "docker" / "make-secrets"), str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _all(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_it_makes_every_secret_that_can_be_made(secrets: Path) -> None:
    needed = {Path(secret["file"]).name for secret in project()["secrets"].values()}
    assert needed - set(_all(secrets)) == ASKED_OF_PEOPLE
    assert secrets.stat().st_mode & 0o777 == 0o700


def test_it_changes_nothing_that_exists(secrets: Path) -> None:
    before = _all(secrets)
    _make(secrets)
    assert _all(secrets) == before


def test_no_two_installations_share_a_secret(secrets: Path, tmp_path: Path) -> None:
    _make(tmp_path / "other")
    here, there = _all(secrets), _all(tmp_path / "other")
    assert here.keys() == there.keys()
    assert not [name for name in here if here[name] == there[name]]


def test_the_queue_takes_our_processes_and_nobody_else(secrets: Path) -> None:
    folder = postgres.short_folder("acl-")
    socket, log = folder / "redis.sock", folder / "log"
    command = [find_program(), "--port", "0", "--unixsocket", socket, "--aclfile", secrets / "redis_acl"]
    server = processes.start(command, log=log, cwd=folder)
    try:
        processes.wait_until(socket.exists, what="Redis", process=server, log=log)
        password = (secrets / "redis_url").read_text().split("@")[0].rpartition(":")[2]
        _check_rights(f"unix://steunstromen:{password}@{socket}", f"unix://{socket}")
    finally:
        processes.stop(server)
        shutil.rmtree(folder)


def _check_rights(ours: str, strangers: str) -> None:
    with Redis.from_url(strangers) as stranger, pytest.raises(AuthenticationError):
        stranger.ping()
    with Redis.from_url(ours) as client:
        queue = Queue("notify", connection=client, serializer="json")
        job = queue.enqueue("operator.add", 1, 2)
        Worker([queue], connection=client, serializer="json").work(burst=True)
        assert job.return_value() == 3
        for forbidden in (client.flushall, client.config_get, client.shutdown, lambda: client.keys("*")):
            with pytest.raises(NoPermissionError):
                forbidden()


def test_postgresql_gets_one_role_without_power_and_its_four_databases(
    postgres_server: PostgresServer, secrets: Path
) -> None:
    names = ["people", "matcher", "tracker", "notifier"]
    environment = os.environ | {
        "PATH": f"{postgres.programs()}:{os.environ['PATH']}",
        "PGHOST": str(postgres_server.folder),
        "DATABASE_PASSWORD_FILE": str(secrets / "database_password"),
    }
    script = ROOT / "docker" / "postgres" / "databases.sh"
    try:
        subprocess.run(["sh", str(script)], check=True, env=environment, capture_output=True, text=True)
        for name in names:
            with psycopg.connect(host=str(postgres_server.folder), user="steunstromen", dbname=name) as connection:
                connection.execute("CREATE TABLE ours (id INTEGER)")
        with psycopg.connect(host=str(postgres_server.folder), user="postgres", dbname="postgres") as connection:
            role = connection.execute(
                "SELECT rolsuper, rolcreatedb, rolcreaterole, rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid"
                " WHERE rolname = 'steunstromen'"
            ).fetchone()
        assert role == (False, False, False, True)
    finally:
        for name in names:
            postgres_server.drop(name)
        postgres_server.drop_role("steunstromen")
