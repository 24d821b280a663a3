"""One source against the needs of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.cli import cli
from services.matcher.usecases.matching.match_files import match_files
from services.matcher.usecases.matching.rank_needs import rank_needs
from shared.kernel.errors import NotFound
from tests.services.matcher.domain.build import TODAY

NEEDS = Path(__file__).parents[4] / "quality" / "needs.yaml"
SOURCE = "rotterdam-bewonersinitiatieven"


def test_the_needs_come_best_first_and_say_the_same_as_the_other_way() -> None:
    ranked = rank_needs([NEEDS], SOURCE, today=TODAY, top=20)
    assert len(ranked.rows) == 10
    groups = [row["group"] for row in ranked.rows]
    assert groups == sorted(groups, key=["fits", "find_out", "not_for_you"].index)
    assert groups[0] != "not_for_you"
    assert "Rotterdam" in str(ranked.rows[0]["reasons"])
    forward = match_files([NEEDS], today=TODAY, top=400).rows
    for row in ranked.rows:
        same = next((one for one in forward[row["need"]] if one["id"] == SOURCE), None)
        assert same is None or (same["group"], same["score"]) == (row["group"], row["score"])


def test_an_unknown_source_is_said() -> None:
    with pytest.raises(NotFound, match="bestaat-niet"):
        rank_needs([NEEDS], "bestaat-niet", today=TODAY)


def test_the_command_prints_json_and_text() -> None:
    given = ["match", str(NEEDS), "--source", SOURCE, "--today", "2026-11-22", "--top", "3"]
    printed = CliRunner().invoke(cli, [*given, "--json"])
    assert printed.exit_code == 0
    assert len(json.loads(printed.output)[SOURCE]) == 3
    text = CliRunner().invoke(cli, given)
    assert text.exit_code == 0
    assert "Past, voor zover bekend" in text.output or "Eerst uitzoeken" in text.output
