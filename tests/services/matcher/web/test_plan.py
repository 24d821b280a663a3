"""The plan on a page and as JSON: who may see it, what it shows, and what wrong choices get."""

from __future__ import annotations

import re
from html import unescape

import pytest

COSTS = [{"kind": "rent", "amount": "600"}, {"kind": "salary", "amount": "900"}]


@pytest.fixture
def need(small_world):
    place = small_world.place(legal_form="foundation")
    return small_world.need(
        place,
        amount_sought="1500",
        total_budget="1500",
        costs=COSTS,
        starts_on="2027-06-01",
        ends_on="2027-12-01",
        hours_available="20",
    )


@pytest.fixture
def noor(small_world, need):
    return small_world.client(small_world.noor)


def text_of(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_only_who_may_see_the_need_sees_its_plan(small_world, need):
    stranger = small_world.client(small_world.person("Bram"))
    for path in (f"/needs/{need.id}/plan", f"/api/v1/needs/{need.id}/plans"):
        assert stranger.get(path).status_code == 404
        assert small_world.client().get(path).status_code in (302, 303, 401)


def test_the_page_shows_streams_a_table_and_a_form(noor, need):
    assert f'href="/needs/{need.id}/plan"' in noor.get(f"/needs/{need.id}/matches").text
    page = noor.get(f"/needs/{need.id}/plan")
    assert page.status_code == 200
    assert 'class="money-streams"' in page.text
    assert "Met dit plan vraagt u" in text_of(page)
    assert "geen beter plan" in text_of(page)
    assert "<table" in page.text
    assert "style=" not in page.text


def test_a_choice_changes_the_plan_and_comes_back_in_the_form(noor, need):
    plan = noor.get(f"/api/v1/needs/{need.id}/plans").json
    first = plan["parts"][0]["id"]
    page = noor.get(f"/needs/{need.id}/plan?choice.{first}=without")
    assert page.status_code == 200
    assert re.search(rf'name="choice\.{first}" value="without" checked', page.text)
    pinned = noor.get(f"/needs/{need.id}/plan?choice.{first}=pin&amount.{first}=100")
    assert pinned.status_code == 200
    assert re.search(rf'name="amount\.{first}"[^>]*value="100"', pinned.text)


def test_a_wrong_choice_is_named_and_the_plan_is_still_there(noor, need):
    page = noor.get(f"/needs/{need.id}/plan?choice.bestaat-niet=pin&amount.bestaat-niet=veel")
    assert page.status_code == 400
    assert "Dit is geen bedrag" in text_of(page)
    page = noor.get(f"/needs/{need.id}/plan?choice.%22%3E<script>=pin")
    assert page.status_code == 400
    assert "Deze bron kennen wij niet" in text_of(page)
    assert "<script>=" not in page.text
    assert "Met dit plan vraagt u" in text_of(page)


def test_without_an_amount_the_page_asks_for_it(small_world):
    need = small_world.need(small_world.place(), amount_sought="")
    answer = small_world.client(small_world.noor).get(f"/needs/{need.id}/plan")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#veld-amount-sought")


def test_json_reckons_with_what_was_decided(noor, need):
    path = f"/api/v1/needs/{need.id}/plans"
    plan = noor.get(path).json
    assert plan["isProven"] is True
    assert plan["gap"] == 0
    assert sum(float(part["amount"]) for part in plan["parts"]) == float(plan["covered"])
    assert float(plan["covered"]) + float(plan["short"]) == 1500
    first = plan["parts"][0]["id"]
    other = noor.send("POST", path, {"without": [first]}).json
    assert first not in {part["id"] for part in other["parts"]}
    pinned = noor.send("POST", path, {"pins": [{"sourceId": first, "amount": "100"}]}).json
    assert {part["id"]: part["amount"] for part in pinned["parts"]}[first] == "100"


def test_json_names_every_error_as_it_was_sent(noor, need):
    path = f"/api/v1/needs/{need.id}/plans"
    answer = noor.send("POST", path, {"pins": [{"sourceId": "weg"}], "without": ["ook-weg"]})
    assert answer.status_code == 400
    assert {(e["field"], e["code"]) for e in answer.json["errors"]} == {
        ("pins.0.sourceId", "unknown_source"),
        ("without.0", "unknown_source"),
    }
    answer = noor.send("POST", path, {"pins": [{"amount": "-1"}], "kleur": 1})
    assert answer.status_code == 400
    assert len(answer.json["errors"]) == 3
