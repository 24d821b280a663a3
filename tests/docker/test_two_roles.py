"""The whole suite under the two roles of docker/postgres/databases.sh: migrated by the owner, run by the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.cli import cli
from services.embedded import apps, notifier, prepare, weak_databases
from services.ticking import tasks
from shared.plumbing.database import Database
from shared.plumbing.reach import as_system
from shared.plumbing.settings import Settings, local_settings
from tests.support.compose import DATABASES


@pytest.fixture
def two_roles(production_databases: Path, tmp_path: Path) -> Iterator[Settings]:
    """Settings with the addresses that docker/make-secrets writes, by the socket."""

    def url(role: str, name: str) -> str:
        return f"postgresql+psycopg://{role}@/{name}?host={production_databases}"

    (tmp_path / "data").mkdir(mode=0o700)
    settings = local_settings(tmp_path / "data", port=8000, demo=True)
    owner = {name: url("steunstromen_owner", name) for name in DATABASES}
    yield replace(settings, owner_urls=owner, **{f"{name}_url": url("steunstromen", name) for name in DATABASES})


@pytest.mark.slow
def test_it_is_prepared_and_runs(two_roles: Settings) -> None:
    prepare(two_roles)
    assert weak_databases(two_roles) == {name: [] for name in DATABASES}
    prepare(two_roles)  # as at every start
    for app in dict(apps(two_roles, ["matcher", "tracker"])).values():
        assert app.test_client().get("/health/ready", base_url=two_roles.base_url).status_code == 200
    with as_system("test"):
        for name in ("deadlines", "needs", "own_data", "tidy_files"):
            tasks(two_roles)[name][1]()
        assert notifier(two_roles).sweep() >= 0
    assert rows_seen(two_roles) == 0
    with as_system("test"):
        assert rows_seen(two_roles) > 0, "the example places have needs"


def rows_seen(settings: Settings) -> int:
    """How many needs a connection of the suite's role is shown."""
    database = Database(settings.matcher_url)
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM need").scalar_one()
    database.dispose()
    return int(found)


def test_the_doctor_says_when_one_role_does_everything(
    make_postgres: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in DATABASES:
        monkeypatch.setenv(f"{name.upper()}_DATABASE_URL", make_postgres(name))  # type: ignore[operator]
    for name, value in {
        "STEUNSTROMEN_BASE_URL": "https://steun.example.org",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
        "SERVICE_KEYS": '{"2026-11": "abcdefghijklmnopqrstuvwxyz0123456789"}',
        "SMTP_URL": "smtp://mail.example.org",
        "MAIL_FROM": "noreply@example.org",
        "DATA_DIR": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    said = CliRunner().invoke(cli, ["doctor"])
    assert said.exit_code == 1
    assert all(f"{name}: its role is a superuser" in said.output for name in DATABASES)
    assert "two-database-roles.md" in said.output
