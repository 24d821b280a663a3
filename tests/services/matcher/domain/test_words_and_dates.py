"""Reading Dutch words, dates of facts, regions and relative dates."""

from __future__ import annotations

from datetime import date

import pytest

from services.matcher.domain.dutch import months_named, names_kind, stem, words
from services.matcher.domain.freshness import earliest_day, months_between
from services.matcher.domain.relative_dates import with_real_dates
from tests.services.matcher.domain.build import REGIONS


@pytest.mark.parametrize(
    "family",
    [
        ("tuin", "tuinen", "tuintje"),
        ("boom", "bomen"),
        ("huis", "huizen"),
        ("bal", "ballen"),
        ("activiteit", "activiteiten"),
    ],
)
def test_one_word_in_its_forms_is_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_words_leave_out_what_every_page_says() -> None:
    assert words("Wij willen geld voor een Buurttuin à la carte") == ["buurttuin", "carte"]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Aanvragen in de zomer.", {6, 7, 8}),
        ("Burendag valt eind september.", {9}),
        ("Het hele jaar, bel in mei of december.", {5, 12}),
        ("Altijd, ook voor meisjes.", set()),
    ],
)
def test_months_named(text: str, months: set[int]) -> None:
    assert months_named(text) == months


def test_a_kind_of_organisation_is_known_by_its_other_names() -> None:
    assert names_kind("sportclubs", "Voetbalvereniging Spangen")
    assert not names_kind("sportclubs", "Stichting Samen Eten")


@pytest.mark.parametrize(
    ("seen_on", "day"),
    [("2024", date(2024, 1, 1)), ("2024-10", date(2024, 10, 1)), ("2024-10-28", date(2024, 10, 28)), (None, None)],
)
def test_a_vague_date_counts_from_its_first_day(seen_on: str | None, day: date | None) -> None:
    assert earliest_day(seen_on) == day


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2025-05-22", "2026-11-22", 18), ("2025-05-23", "2026-11-22", 17), ("2026-11-22", "2026-11-22", 0)],
)
def test_months_between(earlier: str, later: str, months: int) -> None:
    assert months_between(date.fromisoformat(earlier), date.fromisoformat(later)) == months


def test_regions_are_a_hierarchy_of_codes() -> None:
    assert REGIONS.ancestors("BU05990321") == ("BU05990321", "WK059903", "GM0599", "PV28", "NL01")
    assert REGIONS.contains("GM0599", "BU05990321")
    assert not REGIONS.contains("BU05990321", "GM0599")
    assert REGIONS.full_name("BU05990321") == "Bospolder (Rotterdam)"
    assert "GM9999" not in REGIONS
    assert REGIONS.ancestors("GM9999") == ("GM9999",)


def test_demo_dates_move_along_with_today() -> None:
    record = {"id": "vraag", "starts_in_days": 27, "ends_in_days": 28}
    assert with_real_dates(record, date(2026, 11, 22)) == {
        "id": "vraag",
        "starts_on": "2026-12-19",
        "ends_on": "2026-12-20",
    }
