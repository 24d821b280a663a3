"""Catalogue, needs and regions from files: the good is read, the bad is refused with file, id, field and mend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.matcher.domain.source_record import source_from_record
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.need_files import read_demo_needs, read_need_records
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.need_records import need_of_record

GOOD: dict[str, Any] = {
    "id": "goed",
    "name": "Goede bron",
    "provider": "Gever",
    "provider_kind": "fund",
    "mechanism": "application",
    "status": "open",
    "support": ["money"],
    "summary": "Geld voor buren.",
    "areas": ["GM0599"],
    "provenance": {"verified": True},
}
Write = Callable[[str, Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
        return path

    return put


def test_the_shipped_catalogue_is_whole() -> None:
    reading = read_catalogue()
    assert [str(problem) for problem in reading.problems] == []
    assert len(reading.records) == 363
    assert len({source_from_record(record).id for record in reading.records}) == 363


def test_an_id_is_for_one_record_also_when_the_first_is_broken(write: Write) -> None:
    other = {**GOOD, "name": "Een ander fonds"}
    write("a.yaml", [{**GOOD, "status": "misschien"}, other])
    write("b.yaml", [other])
    reading = read_catalogue(write("c.yaml", [{**GOOD, "id": "twee"}]).parent)
    assert [record["id"] for record in reading.records] == ["twee"]
    found = [(Path(problem.file).name, problem.id, problem.field) for problem in reading.problems]
    assert found == [("a.yaml", GOOD["id"], field) for field in ("status", "id")] + [("b.yaml", GOOD["id"], "id")]


def test_the_shipped_regions_are_whole() -> None:
    regions = shipped_regions()
    assert len(regions) == 3748
    assert all(region.parent in regions for region in regions if region.code != "NL01")
    assert regions.full_name("BU05990321") == "Bospolder (Rotterdam)"


def test_the_demo_needs_can_be_read_on_any_day() -> None:
    needs = [need_of_record(record, shipped_regions()) for record in read_demo_needs(date(2031, 2, 28))]
    assert [need.id for need in needs] == [
        "bospolder-decemberborrel",
        "spangen-vrijdagavond",
        "carnisse-taal-aan-tafel",
    ]
    assert all(need.starts_on is not None and need.starts_on > date(2031, 2, 28) for need in needs)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"provider_kind": "stad"}, "provider_kind", "Kies uit"),
        ({"name": None}, "name", "tekst"),
        ({"support": []}, "support", "minstens 1"),
        ({"onbekend": 1}, "onbekend", "kennen wij niet"),
        ({"areas": ["GM9999"]}, "areas.0", "GM9999"),
        ({"excluded_areas": ["WK999999"]}, "excluded_areas.0", "WK999999"),
        ({"parent": "weg"}, "parent", "weg"),
        ({"parent": "slecht"}, "parent", "slecht"),
        ({"ends_on": "2026-13-01"}, "ends_on", "datum"),
        ({"opens_on": "2026-12-01", "ends_on": "2026-11-01"}, "ends_on", "voor de opening"),
        ({"amounts": [{"min": 500, "max": 100}]}, "amounts.0.min", "hoger"),
        ({"amounts": [{"max": -1}]}, "amounts.0.max", "minteken|nul of meer"),
        ({"deadlines": {"kind": "fixed", "yearly": ["02-31"]}}, "deadlines.yearly.0", "bestaat niet"),
        ({"provenance": {"verified": True, "seen_on": "vorig jaar"}}, "provenance.seen_on", "datum"),
        ({"provenance": {}}, "provenance.verified", "ontbreekt"),
        (
            {"requirements": [{"kind": "people", "text": "x", "min_age": 30, "max_age": 18}]},
            "requirements.0.min_age",
            "leeftijd",
        ),
    ],
)
def test_a_broken_record_is_refused_and_the_rest_is_read(
    write: Write, change: dict[str, Any], field: str, words: str
) -> None:
    path = write("bronnen.yaml", [GOOD, {**GOOD, "id": "slecht", **change}])
    reading = read_catalogue(path)
    assert [record["id"] for record in reading.records] == ["goed"]
    (problem,) = reading.problems
    assert (problem.file, problem.id, problem.field) == (str(path), "slecht", field)
    assert any(word in problem.message for word in words.split("|")), problem.message


def test_all_that_is_wrong_with_a_record_is_told_at_once(write: Write) -> None:
    reading = read_catalogue(write("bronnen.yaml", [{"id": "kaal"}]))
    missing = {problem.field for problem in reading.problems}
    assert {"name", "provider", "mechanism", "status", "support", "summary", "areas", "provenance"} <= missing


def test_of_two_records_with_one_id_the_second_is_refused(write: Write) -> None:
    first = write("a.yaml", [GOOD])
    write("b.yaml", [{**GOOD, "name": "Tweede"}])
    reading = read_catalogue(first.parent)
    assert [record["name"] for record in reading.records] == ["Goede bron"]
    (problem,) = reading.problems
    assert (problem.id, problem.field) == ("goed", "id")
    assert "a.yaml" in problem.message


def test_children_of_a_refused_record_are_refused_too(write: Write) -> None:
    family = [{**GOOD, "id": "kind", "parent": "ouder"}, {**GOOD, "id": "ouder", "parent": "weg"}]
    reading = read_catalogue(write("bronnen.yaml", family))
    assert reading.records == ()
    assert {problem.id for problem in reading.problems} == {"kind", "ouder"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("naam: geen lijst\n", "lijst"),
        ("", "leeg"),
        ("[]", "leeg"),
        ("- id: a\n  naam: 'open\n", "YAML"),
        ("- gewoon tekst\n", "velden"),
        ("- &a [*a, *a]\n", "naar zichzelf"),
        ("- !!python/object:os.system x\n", "YAML"),
    ],
)
def test_a_file_that_holds_something_else(write: Write, content: str, words: str) -> None:
    path = write("bronnen.yaml", content)
    reading = read_catalogue(path)
    assert reading.records == ()
    assert reading.problems
    assert all(problem.file == str(path) for problem in reading.problems)
    assert any(word in reading.problems[0].message for word in words.split("|"))


LAUGHS = "- &a [ha, ha, ha]\n" + "".join(f"- &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefghi"))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (LAUGHS, 8, "te groot"),
        ("- id: a\n  x: " + "[" * 100_000, 2, "te diep"),
        ("- id: a\n  status: open\n  status: closed\n", 3, "“status” staat hier twee keer"),
    ],
)
def test_hostile_yaml_is_refused_with_its_line(write: Write, content: str, line: int, words: str) -> None:
    (problem,) = read_catalogue(write("bronnen.yaml", content)).problems
    assert problem.line == line
    assert words in problem.message


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    (problem,) = read_catalogue(path).problems
    assert "50 MB" in problem.message


def test_invisible_characters_are_refused_where_they_stand(write: Write) -> None:
    hidden = {**GOOD, "id": "richting", "questions": ["Wat?", "Waar\u202e?"]}
    reading = read_catalogue(write("bronnen.yaml", [{**GOOD, "summary": "Geld voor buren.\nEn meer."}, hidden]))
    assert [record["id"] for record in reading.records] == [GOOD["id"]]
    assert [(problem.id, problem.field) for problem in reading.problems] == [("richting", "questions.1")]


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf"])
def test_a_number_without_end_is_refused(write: Write, number: str) -> None:
    text = yaml.safe_dump([GOOD]) + f"  decision_weeks: {number}\n"
    assert [problem.field for problem in read_catalogue(write("bronnen.yaml", text)).problems] == ["decision_weeks"]


def test_keys_that_are_no_text_are_named(write: Write) -> None:
    text = yaml.safe_dump([GOOD]) + "  share: {1: 2, null: 3}\n"
    assert {problem.field for problem in read_catalogue(write("bronnen.yaml", text)).problems} == {
        "share.1",
        "share.None",
    }


def test_broken_yaml_names_the_line(write: Write) -> None:
    (problem,) = read_catalogue(write("bronnen.yaml", "- id: a\n- [b\n- c\n")).problems
    assert problem.line is not None and problem.line >= 2
    assert f":{problem.line}" in str(problem)


def test_a_missing_file_an_empty_folder_and_other_bytes(tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"- id: \xff\xfe\n")
    assert "bestaat niet" in read_catalogue(tmp_path / "weg.yaml").problems[0].message
    assert "UTF-8" in read_catalogue(tmp_path / "bytes.yaml").problems[0].message
    (tmp_path / "leeg").mkdir()
    assert "geen .yaml" in read_catalogue(tmp_path / "leeg").problems[0].message


def test_a_file_of_needs_holds_one_need_or_a_list(write: Write) -> None:
    one, many = write("een.yaml", {"id": "a"}), write("twee.yaml", [{"id": "b"}, {"title": "zonder id"}])
    reading = read_need_records([one, many])
    assert [item.where for item in reading.records] == ["a", "b", "#2"]
    assert reading.problems == ()


def test_two_needs_with_one_id_are_a_problem(write: Write) -> None:
    reading = read_need_records([write("een.yaml", {"id": "a"}), write("twee.yaml", {"id": "a"})])
    (problem,) = reading.problems
    assert (problem.id, problem.field) == ("a", "id")


def test_dates_stay_text(write: Write) -> None:
    path = write("bronnen.yaml", yaml.safe_dump([{**GOOD, "ends_on": date(2026, 12, 31)}]))
    assert read_catalogue(path).records[0]["ends_on"] == "2026-12-31"


def test_every_shipped_file_is_in_the_folder_of_the_package() -> None:
    assert {path.name for path in CATALOGUE_FOLDER.glob("*.yaml")} == {"local.yaml", "more.yaml", "national.yaml"}
