"""Every finding has a sentence, in Dutch with its values; the row keeps codes, facts, dates and links."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.matcher.domain import matching
from services.matcher.domain.matching import match
from services.matcher.domain.source_record import source_from_record
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.explain import TELLING, explain_match
from services.matcher.usecases.matching.sentences.sentence import SENTENCES
from shared.contracts.codes import codes
from tests.services.matcher.domain.build import REGIONS, STALE, TODAY, a_need, a_source
from tests.services.matcher.domain.criterion_cases import CASES

DOMAIN = Path(matching.__file__).parent


def row(need: dict[str, Any], source: dict[str, Any], language: str = "nl") -> dict[str, Any]:
    the_need, the_source = a_need(**need), a_source(**source)
    (found,) = match(the_need, [the_source], REGIONS, TODAY)
    return explain_match(found, the_need, the_source, REGIONS, language, TODAY)


def reason(explained: dict[str, Any], criterion: str) -> dict[str, Any]:
    (found,) = [item for item in explained["reasons"] if item["criterion"] == criterion]
    return dict(found)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("criterion", "need", "source"), [case[:3] for case in CASES])
def test_every_case_can_be_said(criterion: str, need: dict[str, Any], source: dict[str, Any], language: str) -> None:
    said = [item for item in row(need, source, language)["reasons"] if item["criterion"] == criterion]
    assert said
    for item in said:
        assert item["text"][0].isupper() and item["text"][-1] in ".?)", item["text"]
        assert "%(" not in item["text"] and "%%" not in item["text"]
        assert "None" not in item["text"] and "  " not in item["text"]
        assert item["code"] in codes("reason")


def findings_in_the_rules() -> Iterator[str]:
    """Every key of a sentence that stands in the rules as it is."""
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in SENTENCES:
                yield node.value


def test_no_sentence_is_left_over() -> None:
    made = {"mechanism_" + code for code in codes("mechanism")}
    made |= {"deadline_fixed_date", "deadline_yearly", "deadline_weeks_before_start", "deadline_scheme_end"}
    made |= {"own_money_required", "own_money_required_may_be_in_kind"}
    assert set(SENTENCES) <= made | set(findings_in_the_rules())
    assert set(TELLING) <= set(SENTENCES)


def test_a_reason_tells_fact_value_date_and_page() -> None:
    said = reason(row({}, {"areas": ["GM0344"], "provenance": {**STALE, "seen_on": "2024-10"}}), "area")
    assert said["verdict"] == "no"
    assert (said["fact"], said["value"]) == ("source.areas", ["GM0344"])
    assert (said["seen_on"], said["source_url"]) == ("2024-10", "https://example.org/page")
    assert said["text"] == "Werkt alleen in Utrecht, niet in Bospolder (Rotterdam)."


def test_an_unknown_tells_what_is_missing_and_who_can_give_it() -> None:
    said = reason(
        row({"place": {"legal_form": None}}, {"applicants": [{"form": "school", "eligible": "yes"}]}), "legal_form"
    )
    assert (said["verdict"], said["missing"], said["ask"]) == ("unknown", "place.legal_form", "place")
    assert said["text"] == "Aanvragen mag: school. Welke vorm hebt u?"


def test_an_old_fact_says_its_age() -> None:
    explained = row({"amount_sought": 300}, {"amounts": [{"max": 500}], "provenance": STALE})
    assert (
        reason(explained, "amount")["text"]
        == "Kan het hele bedrag geven: tot €\u00a0500. Dit is van 2022: vraag het na."
    )
    assert explained["checked_on"] == "2022"


def test_the_line_has_the_reasons_that_shut_it_out() -> None:
    explained = row({}, {"status": "closed", "areas": ["GM0344"]})
    assert explained["best_reasons"] == [
        "Deze bron is gesloten.",
        "Werkt alleen in Utrecht, niet in Bospolder (Rotterdam).",
    ]
    assert explained["check"] == ""


def test_the_line_has_two_reasons_and_one_check() -> None:
    explained = row(
        {"themes": ["meeting"], "signatures": 1},
        {
            "areas": ["GM0599"],
            "themes": ["meeting"],
            "status": "unknown",
            "requirements": [{"kind": "people", "role": "signatures", "at_least": 4, "text": "Vier buren tekenen."}],
        },
    )
    assert explained["best_reasons"] == ["Werkt in Rotterdam, waar u het doet.", "Past bij uw onderwerp: ontmoeting."]
    assert explained["check"] == "Nodig zijn minstens 4 handtekeningen. U hebt er nu 1."


@pytest.mark.parametrize("facts", [{}, {"place": {"legal_form": None}}, {"place": {"legal_form": "church"}}])
def test_the_whole_catalogue_can_be_explained_for_a_need_that_tells_little(facts: dict[str, Any]) -> None:
    need, regions = a_need(**facts), shipped_regions()
    sources = {record["id"]: source_from_record(record) for record in read_catalogue().records}
    for found in match(need, sources.values(), regions, TODAY):
        explained = explain_match(found, need, sources[found.source_id], regions, "nl", TODAY)
        for item in explained["reasons"]:
            assert item["text"] and ": ." not in item["text"] and "()" not in item["text"], item["text"]


def test_nobody_named_as_welcome() -> None:
    explained = row({}, {"applicants": [{"form": "foundation", "eligible": "no"}]})
    assert reason(explained, "legal_form")["text"] == "Uw vorm (stichting) mag niet aanvragen."


def test_labels_follow_the_language() -> None:
    assert "meeting" in reason(row({"themes": ["meeting"]}, {"themes": ["meeting"]}, "en"), "themes")["text"]


def test_the_closing_day_is_told() -> None:
    explained = row({}, {"deadlines": {"kind": "fixed", "yearly": ["12-01"], "note": "Voor 2 december."}})
    assert explained["closing"] == {"on": "2026-12-01", "basis": "yearly", "text": "Voor 2 december."}
