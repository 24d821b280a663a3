"""Loading decisions of the past and what they tell."""

from __future__ import annotations

import json

import pytest

from services.matcher.storage.past_grant_figures import stored_figures
from services.matcher.storage.past_grant_files import read_amsterdam
from services.matcher.storage.past_grants import decisions_of
from services.matcher.usecases.chance.judge_chances import judge_chances
from services.matcher.usecases.chance.load_past_grants import load_past_grants
from shared.access.scope import SYSTEM

ROW = {
    "Naam": "(Particulier)",
    "Project": "Buurtfeest",
    "Regeling": "Meedoen",
    "Organisatie": "stadsdeel Noord",
    "Thema": "Participatie",
    "Jaar": 2016,
    "Periodiciteit": "Eenmalig",
    "Aangevraagd": "€ 15.000",
    "Verleend": 10358.5,
}


@pytest.fixture
def register(tmp_path):
    """Writes rows as a register and gives its path."""

    def write(*rows):
        path = tmp_path / "register.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        return path

    return write


def test_a_row_is_read_as_published(register):
    read = read_amsterdam(register(ROW, {**ROW, "Verleend": 0.0}))
    first, refused = read.decisions
    assert (first.asked_cents, first.granted_cents, first.is_granted) == (1_500_000, 1_035_850, True)
    assert (refused.is_granted, refused.share) == (False, 0)
    assert "Particulier" not in repr(read)


@pytest.mark.parametrize(
    "broken",
    [
        {"Aangevraagd": "veel"},
        {"Aangevraagd": "€ 0"},
        {"Aangevraagd": None},
        {"Verleend": -5},
        {"Verleend": "x"},
        {"Regeling": " "},
        {"Jaar": None},
    ],
)
def test_a_broken_row_is_refused_and_told_and_the_rest_is_read(register, broken):
    read = read_amsterdam(register({**ROW, **broken}, ROW, "geen rij"))
    assert len(read.decisions) == 1
    assert len(read.refused) == 2
    assert "row 1" in read.refused[0]


def test_loading_twice_changes_nothing_and_another_edition_takes_its_place(world, register):
    def kept():
        with world.ctx.database.read() as connection:
            return decisions_of(SYSTEM, connection, "register")

    path = register(ROW, ROW, {**ROW, "Verleend": 0})
    assert load_past_grants(world.ctx, path) == 3
    before = kept()
    assert [decision.is_granted for decision in before] == [True, True, False]
    assert load_past_grants(world.ctx, path) is None
    assert kept() == before
    assert load_past_grants(world.ctx, register(ROW)) == 1
    assert len(kept()) == 1


def test_the_shipped_register_is_whole_and_the_model_beats_the_base_rate():
    read = read_amsterdam()
    assert (len(read.decisions), len(read.refused)) == (1345, 0)
    figures = judge_chances(read.decisions)
    stored = stored_figures(read.digest)
    assert stored is not None
    assert {name: round(value, 6) for name, value in figures.brier.items()} == dict(stored.brier)
    assert {name: round(value, 6) for name, value in figures.share_error.items()} == dict(stored.share_error)
    assert (figures.better, len(figures.bins)) == (stored.better, len(stored.bins))
    assert stored_figures("another edition") is None
    assert figures.brier["model"] < figures.brier["scheme"] < figures.brier["base_rate"] < figures.brier["one_number"]
    assert figures.better >= 8
    assert sum(one.predictions for one in figures.bins) == 2690


def test_the_page_and_the_json_say_it_with_the_year(small_world):
    load_past_grants(small_world.ctx)
    client = small_world.client()
    page = client.get("/catalogue/chance")
    assert page.status_code == 200
    assert "te weinig geschiedenis" in page.text
    assert "<svg" in page.text
    assert page.text.count("<circle") >= 5
    answer = client.get("/api/v1/past-chances").json
    small = [scheme for scheme in answer["schemes"] if scheme["decisions"] < 5]
    assert small
    assert all(scheme["tooLittleHistory"] and scheme["chance"] is None for scheme in small)
    known = [scheme for scheme in answer["schemes"] if not scheme["tooLittleHistory"]]
    assert len(known) == 68
    assert all(0 < one["low"] < one["chance"] < one["high"] <= 1 and one["year"] == 2016 for one in known)


def test_without_decisions_nothing_is_guessed(small_world):
    page = small_world.client().get("/catalogue/chance")
    assert page.status_code == 200
    assert "Te weinig geschiedenis" in page.text
    assert small_world.client().get("/api/v1/past-chances").json == {"schemes": [], "figures": None}
