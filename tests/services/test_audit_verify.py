"""`steunstromen audit verify` looks at all four logs and names the first row that is not what was written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services import cli
from shared.audit import AuditEntry, define, record
from shared.plumbing.database import Database, new_metadata

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def logs(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("PEOPLE_DATABASE_URL", raising=False)
    made = {
        name: Database(f"sqlite:///{tmp_path / name}.sqlite") for name in ("people", "matcher", "tracker", "notifier")
    }
    for name, database in made.items():
        metadata = new_metadata()
        define(metadata)
        with database.transaction() as connection:
            metadata.create_all(connection)
            for place in ("place-1", "place-2"):
                record(connection, AuditEntry("x.do", f"x:{name}", NOW, organisation_id=place))
    yield made
    for database in made.values():
        database.dispose()


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["steunstromen", "audit", "verify", *arguments])
    code = 0
    try:
        cli.main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    answer = capsys.readouterr()
    return code, answer.out, answer.err


def test_sound_logs_are_told_per_chain(logs, monkeypatch, capsys):
    code, out, err = run(monkeypatch, capsys)
    assert (code, err, len(out.splitlines())) == (0, "", 8)
    code, out, _ = run(monkeypatch, capsys, "--organisation", "place-2")
    assert (code, len(out.splitlines())) == (0, 4)


def test_the_first_broken_row_is_named_and_the_exit_code_tells(logs, monkeypatch, capsys):
    with logs["tracker"].transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("UPDATE audit_entry SET action = 'y' WHERE organisation_id = 'place-2'")
        changed = connection.exec_driver_sql("SELECT id FROM audit_entry WHERE action = 'y'").scalar()
    code, _, err = run(monkeypatch, capsys)
    assert code == 1
    assert err.splitlines() == [f"tracker place-2 BROKEN: row 1 ({changed}) was changed after it was written"]
    assert run(monkeypatch, capsys, "--organisation", "place-1")[0] == 0
