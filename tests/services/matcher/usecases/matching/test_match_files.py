"""The main job from files: ranked sources with reasons, and clear errors for bad input."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.console import Console

from services.matcher.usecases.matching.match_files import match_files
from services.matcher.usecases.matching.tables import print_tables
from shared.kernel.errors import InvalidInput

TODAY = date(2026, 11, 22)
QUALITY = Path(__file__).parents[4] / "quality"
NEED: dict[str, Any] = {
    "id": "soep",
    "place": {"name": "Bewoners", "area": "BU05990321", "legal_form": "informal_group"},
    "title": "Soep op de stoep",
    "description": "Wij koken soep voor de straat.",
    "support": ["money"],
}


def a_file(folder: Path, *needs: Any) -> Path:
    path = folder / "vragen.yaml"
    path.write_text(yaml.safe_dump(list(needs), allow_unicode=True), encoding="utf-8")
    return path


def errors_of(folder: Path, *needs: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as raised:
        match_files([a_file(folder, *needs)], today=TODAY)
    return {error.field.split(": ", 1)[1]: error.message for error in raised.value.errors}


def test_every_judged_need_gets_sources_with_reasons() -> None:
    result = match_files([QUALITY / "needs.yaml"], today=TODAY, top=10)
    assert len(result.rows) == 10
    assert result.sources == 363
    assert list(result.problems) == []
    for rows in result.rows.values():
        assert len(rows) == 10
        assert len({row["id"] for row in rows}) == 10
        assert all(row["reasons"] and row["best_reasons"] for row in rows)
    assert json.loads(json.dumps(result.rows)) == result.rows


def test_a_street_party_in_december_finds_the_street_action_first() -> None:
    result = match_files([QUALITY / "needs.yaml"], today=TODAY, top=3)
    first = result.rows["bospolder-decemberborrel"][0]
    assert first["id"] == "opzoomer-mee-straatactie"
    assert first["group"] == "fits"


@pytest.mark.parametrize("amount", [2500, "2500", "2.500", "€ 2.500,00"])
def test_amounts_may_be_written_in_every_usual_way(tmp_path: Path, amount: object) -> None:
    (need,) = match_files([a_file(tmp_path, {**NEED, "amount_sought": amount})], today=TODAY, top=1).needs
    assert need.sought_cents == 250_000


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"amount_sought": "-1"}, "soep: amount_sought", "minteken"),
        ({"amount_sought": "twee"}, "soep: amount_sought", "cijfers"),
        ({"themes": ["tovenarij"]}, "soep: themes", "tovenarij"),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "soep: ends_on", "voor het begin"),
        ({"area": "GM9999"}, "soep: area", "GM9999"),
        ({"place": {"name": "Bewoners", "area": "GM9999"}}, "soep: place.area", "GM9999"),
        ({"place": {"area": "GM0599"}}, "soep: place.name", "naam"),
        ({"place": {"name": "B", "area": "GM0599", "legal_form": "bende"}}, "soep: place.legal_form", "bende"),
        ({"place": {"name": "B", "area": "GM0599", "tenure": "kraker"}}, "soep: place.tenure", "kraker"),
        ({"place": None}, "soep: place", "plek"),
        ({"title": None}, "soep: title", "naam"),
        ({"support": None}, "soep: support", "steun"),
        ({"kleur": "rood"}, "soep: kleur", "kennen wij niet"),
        ({"costs": [{"kind": "rent", "amount": "veel"}]}, "soep: costs.0.amount", "cijfers"),
        ({"id": "Met Spaties"}, "Met Spaties: id", "kleine letters"),
    ],
)
def test_bad_input_names_the_field_and_the_mend(tmp_path: Path, change: dict[str, Any], field: str, words: str) -> None:
    errors = errors_of(tmp_path, {**NEED, **change})
    assert list(errors) == [field]
    assert words in errors[field]


def test_all_errors_of_all_needs_come_at_once(tmp_path: Path) -> None:
    errors = errors_of(tmp_path, {**NEED, "amount_sought": "-1", "themes": ["x"]}, {**NEED, "id": "twee", "title": ""})
    assert set(errors) == {"soep: amount_sought", "soep: themes", "twee: title"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="bestaat niet"):
        match_files([tmp_path / "weg.yaml"], today=TODAY)


def test_a_catalogue_that_can_not_be_read_at_all(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="bestaat niet"):
        match_files([a_file(tmp_path, NEED)], tmp_path / "weg", today=TODAY)


def test_broken_sources_are_told_and_the_others_matched(tmp_path: Path) -> None:
    good = yaml.safe_load((QUALITY / "catalogue" / "local.yaml").read_text(encoding="utf-8"))[0]
    catalogue = tmp_path / "bronnen.yaml"
    catalogue.write_text(yaml.safe_dump([good, {**good, "id": "kapot", "status": "misschien"}]), encoding="utf-8")
    result = match_files([a_file(tmp_path, NEED)], catalogue, today=TODAY)
    assert [row["id"] for row in result.rows["soep"]] == [good["id"]]
    assert [problem.id for problem in result.problems] == ["kapot"]


def test_tables_show_why_and_what_to_check(tmp_path: Path) -> None:
    out = io.StringIO()
    console = Console(file=out, width=140, color_system=None)
    result = match_files([a_file(tmp_path, {**NEED, "title": "Soep [bold]"})], today=TODAY, top=2)
    print_tables(result, console)
    assert "Soep [bold]" in out.getvalue()
    assert "Eerst nagaan" in out.getvalue()
