"""docker/make-secrets makes what compose.yaml asks for, and what it makes works on a real Redis and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from redis import Redis
from redis.exceptions import AuthenticationError, NoPermissionError
from rq import Queue, Worker

from shared.contracts.queues import Queue as QueueName
from shared.notifier.registries import clean_registries
from shared.notifier.worker import make_worker
from shared.outbox.relay import Relay
from tests.support.compose import DATABASES, MakeSecrets, project

ASKED_OF_PEOPLE = {"smtp_url"}


def everything(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_it_makes_every_secret_that_can_be_made(secrets: Path) -> None:
    needed = {Path(secret["file"]).name for secret in project()["secrets"].values()}
    assert needed - set(everything(secrets)) == ASKED_OF_PEOPLE
    assert secrets.stat().st_mode & 0o777 == 0o700


def test_it_asks_for_the_mail_server_until_it_is_given(tmp_path: Path, make_secrets: MakeSecrets) -> None:
    assert "smtp_url" in make_secrets(tmp_path)
    (tmp_path / "smtp_url").write_text("smtp://mail.example.org")
    assert make_secrets(tmp_path) == ""


def test_it_changes_nothing_that_exists(secrets: Path, make_secrets: MakeSecrets) -> None:
    before = everything(secrets)
    make_secrets(secrets)
    assert everything(secrets) == before


def test_no_two_installations_share_a_secret(secrets: Path, tmp_path: Path, make_secrets: MakeSecrets) -> None:
    make_secrets(tmp_path / "other")
    here, there = everything(secrets), everything(tmp_path / "other")
    assert here.keys() == there.keys()
    assert not [name for name, secret in here.items() if secret and secret == there[name]]


def test_the_queue_takes_our_processes_and_nobody_else(secrets: Path, guarded_redis: Path) -> None:
    with Redis.from_url(f"unix://{guarded_redis}") as stranger, pytest.raises(AuthenticationError):
        stranger.ping()
    password = (secrets / "redis_password").read_text().strip()
    assert password in (secrets / "redis_url").read_text()
    with Redis.from_url(f"unix://steunstromen:{password}@{guarded_redis}") as client:
        queue = Queue("notify", connection=client, serializer="json")
        job = queue.enqueue("operator.add", 1, 2)
        Worker([queue], connection=client, serializer="json").work(burst=True)
        assert job.return_value() == 3
        for forbidden in (
            client.flushall,
            client.flushdb,
            client.config_get,
            client.shutdown,
            lambda: client.keys("*"),
            lambda: client.eval("return 1", 0),
            lambda: client.script_load("return 1"),
        ):
            with pytest.raises(NoPermissionError):
                forbidden()


def test_our_own_worker_and_clock_work_with_the_rights_of_the_queue(secrets: Path, guarded_redis: Path) -> None:
    password = (secrets / "redis_password").read_text().strip()
    url = f"unix://steunstromen:{password}@{guarded_redis}"
    assert Relay(pages_url(secrets, guarded_redis)).offer("tracker", ["not-an-intent"])
    clean_registries(url, list(QueueName))
    make_worker(QueueName.NOTIFY, url).work(burst=True, logging_level="CRITICAL")
    with Redis.from_url(url) as client:
        assert client.llen("rq:queue:notify") == 0, "taken by the worker, whatever became of it"


def test_the_pages_put_work_in_the_queue_and_take_none_out(secrets: Path, guarded_redis: Path) -> None:
    relay = Relay(pages_url(secrets, guarded_redis))
    assert relay.offer("tracker", ["one"])
    assert relay.offer("people", ["two"], first=True)
    assert relay.backlog() == 2
    with Redis.from_url(pages_url(secrets, guarded_redis)) as client:
        assert client.time()
        for forbidden in (
            client.flushall,
            client.config_get,
            lambda: client.lpop("rq:queue:notify"),
            lambda: client.delete("rq:queue:notify"),
            lambda: client.set("rq:x", "y"),
            lambda: client.rpush("other", "y"),
            lambda: client.publish("rq:pubsub:x", "stop"),
            lambda: client.eval("return 1", 0),
        ):
            with pytest.raises(NoPermissionError):
                forbidden()


def pages_url(secrets: Path, socket: Path) -> str:
    password = (secrets / "redis_pages_password").read_text().strip()
    assert password in (secrets / "redis_pages_url").read_text()
    return f"unix://pages:{password}@{socket}"


def test_postgresql_gets_an_owner_and_a_role_that_only_reads_and_writes_rows(production_databases: Path) -> None:
    for name in DATABASES:
        with psycopg.connect(host=str(production_databases), user="steunstromen_owner", dbname=name) as connection:
            connection.execute("CREATE TABLE ours (id INTEGER)")
        with psycopg.connect(host=str(production_databases), user="steunstromen", dbname=name) as connection:
            connection.execute("INSERT INTO ours VALUES (1)")
            assert connection.execute("SELECT id FROM ours").fetchone() == (1,)
            connection.commit()
            for forbidden in ("CREATE TABLE mine (id INTEGER)", "DROP TABLE ours", "TRUNCATE ours"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(forbidden)
                connection.rollback()
    with psycopg.connect(host=str(production_databases), user="postgres", dbname="postgres") as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolpassword LIKE 'SCRAM-SHA-256$%'"
            " FROM pg_authid WHERE rolname LIKE 'steunstromen%' ORDER BY rolname"
        ).fetchall()
    assert [role[0] for role in roles] == ["steunstromen", "steunstromen_owner"]
    assert {role[1:] for role in roles} == {(False, False, False, False, True)}
