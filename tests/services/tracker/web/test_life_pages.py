"""The pages between handing in and the last word on a decision, as people use them."""

from __future__ import annotations

import pytest

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import STATE_LABELS, State
from services.tracker.web.consequence_forms import CONSEQUENCE_ACTS
from services.tracker.web.letter_forms import LETTER_ACTS
from services.tracker.web.next_steps import ACTS, SENTENCES
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.client import client_of, words_of

DATES = {"letterOn": "2026-11-22", "receivedOn": "2026-11-22"}


@pytest.fixture
def world(small_world):
    small_world.offer(provider_kind="government", document={"id": "s", "decision_weeks": 8})
    return small_world


@pytest.fixture
def bea(world):
    return client_of(world, "bea")


@pytest.fixture
def page(world):
    return f"/applications/{made_ready(world, begin(world)).id}"


def send(client, page, form, **fields):
    answer = client.submit(f"{page}/{form}", **fields)
    assert answer.status_code == 303, words_of(answer.text)
    return words_of(client.get(page).text)


def test_every_state_has_a_sentence_and_every_act_a_page(bea):
    assert set(SENTENCES) == set(STATE_LABELS) == set(State)
    endpoints = {rule.endpoint for rule in bea.http.application.url_map.iter_rules()}
    assert {f"pages.{act.endpoint}" for act in ACTS} <= endpoints
    assert len({act.name for act in (*LETTER_ACTS, *CONSEQUENCE_ACTS)}) == len(LETTER_ACTS) + len(CONSEQUENCE_ACTS)


@pytest.mark.parametrize("act", [*LETTER_ACTS, *CONSEQUENCE_ACTS], ids=lambda act: act.name)
def test_every_form_opens_and_says_all_that_is_missing(bea, page, act):
    shown = bea.get(f"{page}/{act.name}")
    assert shown.status_code == 200 and act.title in words_of(shown.text)
    needed = [field for field in act.fields if field.missing]
    answer = bea.submit(f"{page}/{act.name}")
    assert answer.status_code == (400 if needed else answer.status_code)
    assert all(field.missing in words_of(answer.text) for field in needed)


def test_a_question_of_the_funder_and_its_answer(bea, page):
    text = send(bea, page, "completion-request", **DATES, text="Stuur een offerte", termEndsOn="2026-12-06")
    assert "Gever vraagt aanvulling" in text and "Stuur een offerte" in text
    assert "Antwoorden kan tot en met 6 december 2026" in text
    assert "Ik heb de aanvulling gestuurd" in text and "De gever behandelt het niet" not in text
    text = send(bea, page, "completion", sentOn="2026-11-22", text="Offerte")
    assert "U wacht op het besluit" in text and "Aanvulling gestuurd" in text


def test_a_form_keeps_what_was_typed(bea, page):
    answer = bea.submit(f"{page}/completion-request", text="Stuur een offerte", letterOn="ooit")
    assert answer.status_code == 400
    assert "Stuur een offerte" in answer.text and 'value="ooit"' in answer.text


def test_a_refusal_an_objection_and_the_answer(bea, page):
    text = send(
        bea,
        page,
        "decision",
        outcome="rejected",
        reasons="money_gone",
        objectionUntil="2027-01-03",
        letterKept="1",
        mayApplyAgain="no",
        **DATES,
    )
    assert "Waarom: het geld was op." in text and "Bij deze regeling kunt u niet opnieuw aanvragen." in text
    assert "Wij maken bezwaar" in text and "Opnieuw aanvragen" not in text
    text = send(bea, page, "objection", sentOn="2026-11-22", grounds="De buurt doet mee")
    assert "Antwoord op het bezwaar" in text and "Nog niet gekregen" in text
    text = send(bea, page, "ruling", ruling="partial", amount="1.000", **DATES)
    assert "Deels toegekend" in text and "U krijgt een deel van het geld" in text
    text = send(bea, page, "acceptance")
    assert "Toegekend" in text and "Gefeliciteerd" in text


def test_conditions_stand_on_the_page_until_they_are_met(bea, world, page):
    send(bea, page, "decision", outcome="conditional", letterKept="1", **DATES)
    text = send(bea, page, "condition", text="Handtekening van de eigenaar", dueOn="2026-12-24", checkedBy="De gever")
    assert "Handtekening van de eigenaar" in text and "Wordt nagekeken door: De gever" in text
    (condition,) = world.rows("award_condition")
    text = send(bea, page, f"conditions/{condition['id']}/met", metOn="2026-11-22", note="Getekend")
    assert "Klaar op 22 november 2026. Getekend" in text and "Gefeliciteerd" in text


def test_a_new_try_opens_the_new_application(bea, world, page):
    bea.submit(f"{page}/decision", outcome="rejected", reasons="plan_not_clear", letterKept="1", **DATES)
    form = bea.get(f"{page}/resubmission")
    assert "De gever zei nee: het plan was niet duidelijk genoeg." in form.text
    answer = bea.submit(f"{page}/resubmission", lessons="Korter schrijven")
    new = answer.headers["Location"].removeprefix("/tracker")
    assert new != page
    text = words_of(bea.get(new).text)
    assert "Dit is een nieuwe poging." in text and "Korter schrijven" in text and "Aan het schrijven" in text


def test_stopping_says_what_it_saves(bea, world):
    world.offer(effort_hours=6.4)
    page = f"/applications/{begin(world).id}"
    text = send(bea, page, "first-contact", answer="closed", spokenOn="2026-11-22", way="call", outcome="stop")
    assert "Dat scheelt u ongeveer 6 uur werk." in text


def test_a_limit_is_shown_with_its_evidence_and_a_reason_can_be_given(bea, world):
    rule = {"kind": "frequency", "text": "Eén keer per jaar", "at_most": 1, "per": "calendar_year"}
    decide(world, made_ready(world, begin(world)), amount_cents=100_000, outcome=Outcome.PARTIAL)
    world.offer(need_id="need-2", document={"id": "s", "requirements": [rule]})
    made = bea.post("/applications", need_id="need-2", source_id="fonds-voor-de-wijk", idempotency_key="k")
    page = made.headers["Location"].removeprefix("/tracker")
    text = words_of(bea.get(page).text)
    assert "Kunt u hier nu aanvragen?" in text and "Eén keer per jaar" in text
    assert "Wij weten niet zeker of deze regel nog geldt." in text
    text = send(bea, page, "limit-pass", reason="Mag volgens de gever")
    assert "U schreef op: Mag volgens de gever" in text
