"""What an adviser adds to a match, in Dutch: worth an evening, what settles it, and whether a no can change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA
from services.matcher.domain.earlier import EarlierApplication, Result
from services.matcher.domain.matching import match
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.usecases.matching.explain import explain_match
from services.matcher.usecases.matching.score_words import PARTS, score_rows
from services.matcher.usecases.matching.sentences.worth import HANGS_ON
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source
from tests.services.matcher.domain.criterion_cases import CASES

ONLY_FOUNDATIONS = {"applicants": [{"form": "foundation", "eligible": "yes"}], "applicants_complete": True}


def row(need: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    the_need, the_source = a_need(**need), a_source(**source)
    (found,) = match(the_need, [the_source], REGIONS, TODAY)
    return explain_match(found, the_need, the_source, REGIONS, "nl", TODAY)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("need", "source", "text"),
    [
        (
            {"amount_sought": 1500},
            {"amounts": [{"max": 1500}], "status": "unknown"},
            "Dit kost ongeveer 3 uur voor hooguit € 1.500. Het hangt af van: is de bron nu open?",
        ),
        (
            {"amount_sought": 5000},
            {"amounts": [{"max": 1500}], "status": "unknown"},
            "Dit kost ongeveer 3 uur voor hooguit € 1.500. Dat dekt hooguit 30% van wat u zoekt. "
            "Het hangt af van: is de bron nu open?",
        ),
        (
            {"amount_sought": 5000},
            {"status": "unknown"},
            "Dit kost ongeveer 3 uur. Wat het opbrengt, zegt de bron niet. Het hangt af van: is de bron nu open?",
        ),
        (
            {"amount_sought": 100, "hours_available": 4},
            {"mechanism": "crowdfunding", "status": "unknown"},
            "Dit kost ongeveer 17 uur voor hooguit € 100. "
            "Waarschijnlijk niet de moeite waard: dat is minder dan € 10 per uur. "
            "U hebt 4 uur de tijd. Dat is te weinig. Het hangt af van: is de bron nu open?",
        ),
        (
            {"support": ["space"]},
            {"support": ["space"], "status": "unknown"},
            "Dit kost ongeveer 3 uur. Het hangt af van: is de bron nu open?",
        ),
    ],
)
def test_worth_an_evening(need: dict[str, Any], source: dict[str, Any], text: str) -> None:
    told = {"applicants": [{"form": "foundation", "eligible": "yes"}], **source}
    assert plain(row(need, told)["worth"]["text"]) == text


def test_every_open_criterion_says_what_it_hangs_on() -> None:
    judged = {case[0] for case in CASES} | set(REQUIREMENT_CRITERIA) | {"purpose"}
    assert judged - set(HANGS_ON) == set()


@pytest.mark.parametrize(
    ("need", "source", "text"),
    [
        ({}, {"status": "closed"}, "Deze bron is gesloten. Dat verandert pas als de bron weer opengaat."),
        ({}, {"areas": ["GM0344"]}, "Werkt alleen in Utrecht, niet in Bospolder (Rotterdam). Dat verandert niet."),
        (
            {"place": {"legal_form": "informal_group", "fiscal_host": False}},
            ONLY_FOUNDATIONS,
            "Uw vorm (losse bewonersgroep) mag niet aanvragen. Wel: stichting. "
            "Het kan wel als: een stichting of vereniging vraagt voor u aan.",
        ),
        (
            {"amount_sought": 9000},
            {"amounts": [{"max": 500}]},
            "Geeft hooguit € 500. Dat is te weinig voor € 9.000. "
            "Het kan wel als: u vraagt hooguit € 500 en zoekt de rest ergens anders.",
        ),
        (
            {},
            {"support": ["space"]},
            "Geeft iets anders: ruimte. U zoekt geld. Het kan wel als: u zoekt ook dit: ruimte.",
        ),
        (
            {"amount_sought": 2000, "total_budget": 2500},
            {"amounts": [{"min": 5000, "max": 9000}]},
            "Geeft vanaf € 5.000. U zoekt € 2.000, en dat is te weinig. Met dit plan verandert dat niet.",
        ),
    ],
)
def test_not_for_you_because(need: dict[str, Any], source: dict[str, Any], text: str) -> None:
    refusal = row(need, source)["refusal"]
    assert plain(f"{refusal['text']} {refusal['change_text']}") == text
    assert refusal["can_change"] is bool(refusal["changes"])


@pytest.mark.parametrize(
    ("need", "rule", "text"),
    [
        ({"place": {"board_members": 2}}, {"kind": "governance"}, "uw bestuur heeft minstens 3 leden"),
        ({"place": {"volunteers": 2}}, {"kind": "people", "role": "volunteers"}, "u hebt minstens 3 vrijwilligers"),
        ({"participants": 2}, {"kind": "people", "role": "participants"}, "er doen minstens 3 mensen mee"),
        ({"initiators": 2}, {"kind": "people", "role": "initiators"}, "u begint dit plan met minstens 3 mensen"),
    ],
)
def test_more_people_says_which(need: dict[str, Any], rule: dict[str, Any], text: str) -> None:
    asked = {"at_least": 3, "text": "Drie", "strength": "hard", **rule}
    assert row(need, {"requirements": [asked]})["refusal"]["change_text"] == f"Het kan wel als: {text}."


def test_what_is_free_again_after_the_plan_begins_is_too_late() -> None:
    once = {"kind": "frequency", "at_most": 1, "per": "calendar_year", "strength": "hard", "text": "Eén keer"}
    source = a_source(requirements=[once])
    had = EarlierApplication(source.id, Result.GRANTED, date(2026, 3, 3))
    need = replace(a_need(starts_on="2026-12-10"), earlier=(had,))
    (found,) = match(need, [source], REGIONS, TODAY)
    told = explain_match(found, need, source, REGIONS, "nl", TODAY)["refusal"]["change_text"]
    assert told == "Dat verandert pas vanaf 1 januari 2027. Voor dit plan is dat te laat."


def test_a_call_says_whom_to_ask_what() -> None:
    told = row({"place": {"legal_form": "informal_group"}}, {"url": "https://example.org/"})
    call = told["call"]
    assert (told["group"], call["ask"], call["fact"]) == ("find_out", "source", "source.applicants")
    assert (call["provider"], call["url"]) == ("Stichting Buurtgeld", "https://example.org/")
    assert call["read_aloud"] == (
        "Goedendag, ik bel namens Huis. Wij zoeken steun voor “Samen eten”. "
        "Wij zijn een losse bewonersgroep. Mogen wij aanvragen bij Buurtgeld?"
    )


def test_what_the_place_knows_needs_no_call() -> None:
    told = row({}, {"requirements": [{"kind": "anbi", "text": "ANBI nodig", "strength": "hard"}]})
    assert (told["call"]["ask"], told["call"]["fact"], told["call"]["read_aloud"]) == ("place", "place.anbi", None)


def test_what_fits_or_is_not_for_you_has_no_call() -> None:
    assert row({}, {"applicants": [{"form": "foundation", "eligible": "yes"}]})["call"] is None
    assert row({}, {"status": "closed"})["call"] is None


def test_every_part_of_the_score_has_words_and_the_points_add_up() -> None:
    assert set(PARTS) == set(WEIGHTS)
    (found,) = match(a_need(), [a_source()], REGIONS, TODAY)
    rows = score_rows(found)
    assert [name for name, _points, _why in rows] == [PARTS[part][0]() for part, _points in found.parts]
    assert rows[0][1].endswith(" van 40")
    assert all(why.endswith(".") for _name, _points, why in rows)
