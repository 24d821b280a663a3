"""The suite under the two roles of docker/postgres/databases.sh: migrated by the owner, and filled by the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from services.cli import cli
from services.embedded import prepare, weak_databases
from services.matcher.storage.tables import need
from shared.kernel.ids import new_id
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
    settings = local_settings(tmp_path / "data", port=8000, demo=False, smtp_url="smtp://mail.example.org:25")
    owner = {name: url("steunstromen_owner", name) for name in DATABASES}
    people, matcher, tracker, notes = (url("steunstromen", name) for name in DATABASES)
    yield replace(
        settings, owner_urls=owner, people_url=people, matcher_url=matcher, tracker_url=tracker, notifier_url=notes
    )


def test_it_is_prepared_and_shows_rows_within_reach(two_roles: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # The catalogue is the same for everybody and takes long to load.
    for name in ("load_catalogue", "load_past_grants"):
        monkeypatch.setattr(f"services.matcher.app.{name}", lambda _ctx: None)
    prepare(two_roles)
    assert weak_databases(two_roles) == {name: [] for name in DATABASES}
    prepare(two_roles)  # as at every start
    with as_system("test"):
        add_need(two_roles)
        assert needs_seen(two_roles) == 1
    assert needs_seen(two_roles) == 0


def add_need(settings: Settings) -> None:
    """A need as no use case would write it; only whose it is counts here."""
    database, now = Database(settings.matcher_url), datetime(2026, 11, 22, tzinfo=UTC)
    row = {"id": new_id(), "place_id": new_id(), "version": 1, "state": "open", "document": {}, "created_by": new_id()}
    with database.transaction() as connection:
        connection.execute(sa.insert(need).values(**row, created_at=now, changed_at=now))
    database.dispose()


def needs_seen(settings: Settings) -> int:
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
