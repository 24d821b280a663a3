"""What people type becomes regions to choose from."""

from __future__ import annotations

import pytest

from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.regions.suggest import choice, suggest_regions


def texts(typed, **more):
    return [found.text for found in suggest_regions(shipped_regions(), typed, **more)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bospolder", "Bospolder (buurt, Delfshaven, Rotterdam)"),
        ("  BOSPOLDER ", "Bospolder (buurt, Delfshaven, Rotterdam)"),
        ("bospoder", "Bospolder (buurt, Delfshaven, Rotterdam)"),
        ("BU05990321", "Bospolder (buurt, Delfshaven, Rotterdam)"),
        ("rotterdam", "Rotterdam (gemeente, Zuid-Holland)"),
        ("den haag", "'s-Gravenhage (gemeente, Zuid-Holland)"),
        ("sudwest", "Súdwest-Fryslân (gemeente, Fryslân)"),
        ("Hengelo", "Hengelo (gemeente, Overijssel)"),
        ("noord rotterdam", "Noord (wijk, Rotterdam)"),
    ],
)
def test_the_first_suggestion(typed, first):
    assert texts(typed)[0].replace("Rotterdam Noord", "Noord") == first


def test_equal_names_are_told_apart_and_have_their_own_codes():
    found = suggest_regions(shipped_regions(), "delfshaven rotterdam")
    assert {region.text for region in found} == {
        "Delfshaven (buurt, Delfshaven, Rotterdam)",
        "Delfshaven (wijk, Rotterdam)",
    }
    assert len({region.code for region in found}) == 2


def test_of_equal_names_the_ones_nearby_come_first():
    far = suggest_regions(shipped_regions(), "centrum", limit=1)[0]
    near = suggest_regions(shipped_regions(), "centrum", limit=1, near="GM0202")[0]
    assert "Arnhem" not in far.text
    assert "Arnhem" in near.text


@pytest.mark.parametrize("typed", ["", "   ", "xyzzyplugh", "'; DROP TABLE region; --", "\x00", "🌳"])
def test_nothing_for_nothing(typed):
    assert texts(typed) == []


def test_no_more_than_asked_for():
    assert len(texts("noord", limit=4)) == 4


def test_an_unknown_code_is_shown_as_it_is():
    assert choice(shipped_regions(), "BU99999999").text == "BU99999999"
