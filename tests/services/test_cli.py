"""The command line: what goes in comes out ranked, what is wrong is named, and nothing else happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from shared.notifier.door import prepare as prepare_notifier
from shared.plumbing.settings import local_settings, to_environment
from tests.support.source import ROOT

GOOD = """
id: bankje
place: {name: Plein, area: WK059903, legal_form: foundation}
title: Een bankje
description: Een bank op het plein, waar buren elkaar ontmoeten.
support: [money]
themes: [meeting]
amount_sought: "€ 2.500,00"
total_budget: "2500"
"""


def run(*arguments: object, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "need.yaml"


def test_match_prints_ranked_sources_with_reasons(file: Path) -> None:
    file.write_text(GOOD)
    result = run("match", file, "--top", 4, "--json", "--today", "2026-11-22")
    assert result.returncode == 0, result.stderr
    rows = json.loads(result.stdout)["bankje"]
    assert len(rows) == 4
    for row in rows:
        assert row["eligibility"] in ("yes", "no", "unknown")
        assert all({"code", "verdict", "fact", "text"} <= set(reason) for reason in row["reasons"])
    table = run("match", file, "--top", 1, "--today", "2026-11-22").stdout
    assert rows[0]["name"].split()[0] in table


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("WK059903", "WK999999"), ["place.area", "WK999999"]),
        (('"€ 2.500,00"', "twee"), ["amount_sought", "2.500,00"]),
        (('"€ 2.500,00"', "-1"), ["amount_sought", "minteken"]),
        (("[meeting]", "[meeting, nonsens]"), ["themes", "nonsens"]),
        (("total_budget", "starts_on: 2027-05-01\nends_on: 2027-01-01\ntotal_budget"), ["ends_on"]),
        ((GOOD, "zomaar tekst"), ["lijst"]),
        ((GOOD, "a: [1,\n b: }"), ["YAML", ":3"]),
    ],
)
def test_what_is_wrong_in_a_need_is_named(file: Path, change: tuple[str, str], words: list[str]) -> None:
    text = GOOD.replace(*change) if change[0] != GOOD else f"\n{change[1]}"
    file.write_text(text)
    result = run("match", file)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_all_errors_of_a_need_come_at_once_a_line_each(file: Path) -> None:
    file.write_text(GOOD.replace("WK059903", "XX").replace('"2500"', "veel").replace("[money]", "[goud]"))
    lines = run("match", file).stderr.strip().splitlines()
    assert len(lines) == 3
    assert {line.split(": ")[3] for line in lines} == {"place.area", "total_budget", "support"}


def test_a_missing_file(tmp_path: Path) -> None:
    result = run("match", tmp_path / "nowhere.yaml")
    assert (result.returncode, "bestaat niet" in result.stderr) == (1, True)


def test_catalogue_check_refuses_a_double_and_counts_the_good(tmp_path: Path) -> None:
    record = """
- id: een
  name: Een fonds
  provider: Een
  provider_kind: fund
  mechanism: application
  status: unknown
  support: [money]
  summary: Geld voor de buurt.
  areas: [NL01]
  provenance: {verified: false}
"""
    (tmp_path / "a.yaml").write_text(record + record)
    result = run("catalogue", "check", tmp_path)
    assert result.returncode == 1
    assert "Bronnen goed: 1. Problemen: 1." in result.stdout
    assert "a.yaml:13: een: id:" in result.stderr
    shipped = run("catalogue", "check", ROOT / "services/matcher/data/catalogue")
    assert (shipped.returncode, shipped.stdout.strip()) == (0, "Bronnen goed: 363. Problemen: 0.")


def test_a_command_on_the_catalogue_says_where_it_looked_when_there_is_none(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "MATCHER_DATABASE_URL"}
    result = subprocess.run(
        [sys.executable, "-m", "services.cli", "catalogue", "stats"],
        cwd=ROOT,
        env={**environment, "DATA_DIR": str(tmp_path / "leeg")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "leeg" in result.stderr and "steunstromen up" in result.stderr


def test_messages_are_held_and_let_go_and_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    settings = local_settings(tmp_path, port=8000, demo=True, redis_url="redis://127.0.0.1:1/0")
    prepare_notifier(settings)
    environment = to_environment(settings)
    refused = run("hold", "--reason", " ", "--kind", "postduif", environment=environment)
    assert refused.returncode == 1 and "reason:" in refused.stderr and "kind:" in refused.stderr
    held = run("hold", "--reason", "Storing", "--channel", "mail", environment=environment)
    assert held.returncode == 0, held.stderr
    released = run("release", environment=environment)
    assert released.stdout == f"{held.stdout.strip()} Storing\n", released.stderr
    assert run("release", environment=environment).stdout == ""
