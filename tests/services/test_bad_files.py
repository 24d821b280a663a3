"""Files that can't be right, given to the command: a clear line with file, record, field and mend, and never a yes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from services.cli import cli
from services.matcher.domain.regions import Region, Regions
from services.matcher.storage.region_file import read_regions
from shared.kernel.errors import InvalidInput
from tests.support.source import ROOT

SOURCE: dict[str, Any] = {
    "id": "bron",
    "name": "Buurtgeld",
    "provider": "Stichting Buurtgeld",
    "provider_kind": "fund",
    "mechanism": "application",
    "status": "open",
    "support": ["money"],
    "summary": "Geld voor plannen van buren.",
    "areas": ["GM0599"],
    "provenance": {"verified": True, "seen_on": "2026-11-01"},
}
NEED: dict[str, Any] = {
    "id": "vraag",
    "place": {"name": "Huis", "area": "BU05990321", "legal_form": "foundation"},
    "title": "Samen eten",
    "description": "Wij willen elke week samen eten.",
    "support": ["money"],
}
BAND = {"min": 500, "max": 2000}


def written(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump(list(records), allow_unicode=True), encoding="utf-8")
    return path


def check(path: Path) -> Result:
    return CliRunner().invoke(cli, ["catalogue", "check", str(path)])


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"amounts": [BAND, {"min": 1000, "max": 5000}]}, "amounts.1.min", "overlapt"),
        ({"amounts": [{"min": 1000, "max": 5000}, BAND]}, "amounts.0.min", "overlapt"),
        ({"excluded_areas": ["PV28"]}, "excluded_areas", "Alle gebieden"),
        ({"applicants": [{"form": "school", "eligible": "no"}], "applicants_complete": True}, "applicants", "niemand"),
        (
            {"applicants": [{"form": "school", "eligible": "no"}, {"form": "school", "eligible": "yes"}]},
            "applicants.1.form",
            "twee keer",
        ),
        (
            {"applicants": [{"form": "school", "eligible": "no"}], "amounts": [{"max": 500, "for_forms": ["school"]}]},
            "amounts.0.for_forms",
            "niet mogen aanvragen",
        ),
        ({"share": {"max_percent": 0}}, "share.max_percent", "Nul procent"),
        ({"share": {"own_contribution": "required", "own_percent": 120}}, "share.own_percent", "van 0 tot en met 100"),
        ({"reporting": {"by_yearly": "31 maart"}}, "reporting.by_yearly", "maand-dag"),
        ({"areas": ["GM1685"]}, "areas.0", "Maashorst (GM1991)"),
        ({"parent": "bron"}, "parent", "eigen algemene regeling"),
    ],
)
def test_a_source_that_can_not_be_right_is_refused(
    tmp_path: Path, facts: dict[str, Any], field: str, words: str
) -> None:
    path = written(tmp_path / "bronnen.yaml", {**SOURCE, **facts})
    result = check(path)
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if "bron:" in line]
    assert str(path) in line and f": {field}: " in line and words in line
    assert "Bronnen goed: 0." in result.stdout


@pytest.mark.parametrize(
    "bands",
    [
        [BAND, {"min": 2000, "max": 5000}],
        [BAND, {"min": 1000, "max": 5000, "note": "Voor een tuin."}],
        [BAND, {"min": 1000, "max": 5000, "per": "year"}],
        [{"max": 500}, {"max": 5000}],
    ],
)
def test_bands_that_can_be_told_apart_are_good(tmp_path: Path, bands: list[dict[str, Any]]) -> None:
    assert check(written(tmp_path / "bronnen.yaml", {**SOURCE, "amounts": bands})).exit_code == 0


def test_sources_that_are_each_others_parent_are_refused_and_the_rest_is_used(tmp_path: Path) -> None:
    circle = [{**SOURCE, "id": "a", "parent": "b"}, {**SOURCE, "id": "b", "parent": "c"}]
    circle += [{**SOURCE, "id": "c", "parent": "a"}, {**SOURCE, "id": "kind", "parent": "a"}, SOURCE]
    path = written(tmp_path / "bronnen.yaml", *circle)
    result = check(path)
    assert result.exit_code == 1
    assert "a > b > c > a" in result.stderr
    assert "Bronnen goed: 1. Problemen: 4." in result.stdout
    matched = match(tmp_path, path, NEED)
    assert [row["id"] for row in json.loads(matched.stdout)["vraag"]] == ["bron"]


def match(tmp_path: Path, catalogue: Path, *needs: dict[str, Any]) -> Result:
    path = written(tmp_path / "vragen.yaml", *needs)
    arguments = ["match", str(path), "--catalogue", str(catalogue), "--today", "2026-11-22", "--json"]
    return CliRunner().invoke(cli, arguments)


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-31"}, "ends_on", "voor het begin"),
        ({"total_budget": 500, "own_contribution": 501}, "own_contribution", "eigen geld"),
        ({"area": "GM0501"}, "area", "Voorne aan Zee (GM1992)"),
        ({"place": {"name": "Huis", "area": "GM0457"}}, "place.area", "Amsterdam (GM0363)"),
        ({"place": {"name": "Huis", "area": "GM0599", "kvk_number": ["1"]}}, "place.kvk_number", "tekst"),
        ({"description": "woord " * 5000}, "description", "plaats voor"),
    ],
)
def test_a_need_that_can_not_be_right_is_refused(tmp_path: Path, facts: dict[str, Any], field: str, words: str) -> None:
    result = match(tmp_path, written(tmp_path / "bronnen.yaml", SOURCE), {**NEED, **facts})
    assert isinstance(result.exception, InvalidInput)
    (error,) = result.exception.errors
    assert error.field.endswith(f": vraag: {field}")
    assert words in error.message


def test_a_number_of_the_register_without_quotes_is_read(tmp_path: Path) -> None:
    place = {**NEED["place"], "kvk_number": 12345678}
    assert match(tmp_path, written(tmp_path / "bronnen.yaml", SOURCE), {**NEED, "place": place}).exit_code == 0


def test_control_characters_in_a_file_are_refused_with_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "bronnen.yaml", SOURCE)
    path.write_bytes(path.read_bytes().replace(b"Buurtgeld", b"Buurt\x00geld", 1))
    result = check(path)
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr and str(path) in result.stderr


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from services.cli import main
sys.argv = ["steunstromen", "catalogue", "check", sys.argv[1]]
main()
"""


def test_a_catalogue_of_50_mb_is_refused_at_once_and_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "groot.yaml"
    record = yaml.safe_dump([SOURCE]).encode()
    path.write_bytes(record * (50_000_000 // len(record) + 1))
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert done.returncode == 1
    assert str(path) in done.stderr and "te groot" in done.stderr and "Deel het op" in done.stderr
    assert spent < 5, f"{spent} s of work, {time.monotonic() - began} s in all"


def test_regions_in_a_circle_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("code,name,level,parent_code\nPV1,A,provincie,GM1\nGM1,B,gemeente,PV1\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_regions(path)
    assert {error.field for error in refused.value.errors} == {f"{path}: PV1", f"{path}: GM1"}
    assert all("parent_code" in error.message for error in refused.value.errors)


def test_a_circle_that_got_in_all_the_same_ends() -> None:
    regions = Regions([Region("PV1", "A", "provincie", "GM1"), Region("GM1", "B", "gemeente", "PV1")])
    assert regions.ancestors("GM1") == ("GM1", "PV1")
    assert regions.full_name("GM1") == "B"
