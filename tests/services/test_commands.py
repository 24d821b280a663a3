"""The commands for files: one line per problem, the good part done, and an exit code that tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import yaml

from services import cli

SOURCE = {
    "id": "een",
    "name": "Fonds een",
    "provider": "Stichting Voorbeeld",
    "provider_kind": "fund",
    "mechanism": "application",
    "status": "open",
    "support": ["money"],
    "summary": "Geld voor plannen van buren.",
    "areas": ["NL01"],
    "provenance": {"verified": True, "seen_on": "2026-10"},
}
NEED = {
    "id": "soep",
    "title": "Soep",
    "description": "Soep koken met de buren.",
    "support": ["money"],
    "place": {"name": "Buurthuis", "area": "BU05990321"},
}


def a_file(folder: Path, name: str, content: Any) -> str:
    path = folder / name
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return str(path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command; gives its exit code, what it answered, and the lines about what is wrong."""

    def call(*arguments: str) -> tuple[int, str, list[str]]:
        monkeypatch.setattr("sys.argv", ["steunstromen", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err.splitlines()

    return call


def test_checking_a_good_catalogue(run, tmp_path):
    assert run("catalogue", "check", a_file(tmp_path, "a.yaml", [SOURCE])) == (
        0,
        "Bronnen goed: 1. Problemen: 0.\n",
        [],
    )


def test_checking_names_file_id_field_and_reason_of_every_problem(run, tmp_path):
    path = a_file(tmp_path, "a.yaml", [SOURCE, SOURCE, {**SOURCE, "id": "twee", "areas": ["GM9999"]}])
    code, out, wrong = run("catalogue", "check", path)
    assert (code, out) == (1, "Bronnen goed: 1. Problemen: 2.\n")
    assert [line.split(": ")[:3] for line in wrong] == [[f"{path}:1", "een", "id"], [f"{path}:17", "twee", "areas.0"]]
    assert "GM9999" in wrong[1]


def test_matching_with_a_broken_source_shows_the_rest_and_ends_in_1(run, tmp_path):
    sources = a_file(tmp_path, "a.yaml", [SOURCE, {**SOURCE, "name": "Nog een"}])
    code, out, wrong = run("match", a_file(tmp_path, "need.yaml", NEED), "--catalogue", sources)
    assert code == 1
    assert "Fonds een" in out
    assert "Nog een" not in out
    assert len(wrong) == 1
    assert "een: id: Deze id bestaat al" in wrong[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place": {"name": "Buurthuis", "area": "GM9999"}}, "place.area: Het gebied “GM9999” kennen wij niet"),
        ({"amount_sought": "-1"}, "amount_sought: Een bedrag is nul of meer"),
        ({"amount_sought": "twee"}, "amount_sought: Dit is geen bedrag"),
        ({"starts_on": "2027-05-02", "ends_on": "2027-05-01"}, "ends_on: Het einde ligt voor het begin"),
        ({"themes": ["goud"]}, "themes: “goud” kennen wij niet"),
    ],
)
def test_a_wrong_need_is_one_clear_line(run, tmp_path, change, words):
    code, out, wrong = run("match", a_file(tmp_path, "need.yaml", {**NEED, **change}))
    assert (code, out, len(wrong)) == (1, "", 1)
    assert f"need.yaml: soep: {words}" in wrong[0]


def test_every_error_has_a_line_of_its_own(run, tmp_path):
    code, _out, wrong = run(
        "match", a_file(tmp_path, "need.yaml", {**NEED, "amount_sought": "twee", "themes": ["goud"]})
    )
    assert code == 1
    assert len(wrong) == 2


def test_a_file_that_is_not_there(run, tmp_path):
    code, _out, wrong = run("match", str(tmp_path / "weg.yaml"))
    assert code == 1
    assert len(wrong) == 1
    assert "weg.yaml: Dit bestand bestaat niet" in wrong[0]


def test_the_ticker_watches_needs_and_searches_each_alone(run, monkeypatch):
    tasks: dict[str, Any] = {}
    watched: list[str] = []
    clock = "services.matcher.jobs.clock"
    for name in ("services.cli._settings", "services.embedded.notifier", f"{clock}.start_watches"):
        monkeypatch.setattr(name, lambda _given: None)
    monkeypatch.setattr("services.embedded.tell_weak_databases", lambda _settings: None)
    for name in ("make_context", "make_matcher", "make_tracker_gateway", "own_data.everywhere", "LinkRounds"):
        monkeypatch.setattr(f"services.ticking.{name}", Mock())
    monkeypatch.setattr("shared.notifier.ticker.run_ticker", lambda _settings, _notifier, given: tasks.update(given))
    monkeypatch.setattr(f"{clock}.watch_sources", lambda _context, watcher: watched.append(watcher.name))
    run("ticker")
    for name in ("searches", "needs"):
        tasks[name][1]()
    assert watched == ["searches", "needs"]
