"""The way to a decision and its consequences, as a program walks it."""

from __future__ import annotations

import pytest

from tests.services.tracker.client import client_of

START = {"needId": "need-1", "sourceId": "fonds-voor-de-wijk"}
DATES = {"letterOn": "2026-11-22", "receivedOn": "2026-11-22"}
DECISION = {**DATES, "letterKept": True}


class Walk:
    """One application in the hands of one program; keeps the version that the last answer named."""

    def __init__(self, world, name="bea"):
        world.offer(provider_kind="government", document={"id": "s", "decision_weeks": 8})
        self.client = client_of(world, name)
        self.now = self.client.send("POST", "/applications", START).json

    def send(self, rest, body=None, status=200, version=None):
        path = f"/applications/{self.now['id']}/{rest}"
        answer = self.client.send("POST", path, body, version=version or self.now["version"])
        assert answer.status_code == status, answer.text
        if status == 200:
            self.now = answer.json
        return answer

    def sent(self):
        self.send("approvals")
        self.send("submissions", {"channel": "email"})
        return self

    def dossier(self):
        return self.client.send("GET", f"/applications/{self.now['id']}").json


def test_from_a_question_of_the_funder_to_a_ruling(world):
    walk = Walk(world).sent()
    walk.send("completion-requests", {**DATES, "text": "Offerte", "termEndsOn": "2026-12-06"})
    assert walk.now["state"] == "incomplete"
    assert "complete" in walk.dossier()["allowedEvents"] and "not_consider" not in walk.dossier()["allowedEvents"]
    walk.send("completions", {"sentOn": "2026-11-22", "text": "Offerte gestuurd"})
    walk.send("review-starts", {**DATES, "text": "Wij beginnen"})
    walk.send("extensions", {**DATES, "weeks": 4})
    walk.send("advices", {**DATES, "text": "Vraag minder"})
    refusal = {"outcome": "rejected", "reasons": ["money_gone"], "objectionUntil": "2027-01-03"}
    walk.send("decisions", {**DECISION, **refusal})
    assert walk.now["state"] == "rejected"
    walk.send("objections", {"sentOn": "2026-11-22", "grounds": "De buurt doet mee"})
    walk.send("rulings", {**DATES, "ruling": "partial", "amount": "1.000,00"})
    assert walk.now["state"] == "awarded_partial"
    walk.send("acceptances")
    assert walk.now["state"] == "awarded"
    whole = walk.dossier()
    assert [letter["event"] for letter in whole["correspondence"]] == [
        "ask_completion",
        "complete",
        "take_up",
        "extend_term",
        "note_advice",
    ]
    assert whole["decisions"][0]["reasons"] == ["money_gone"]
    assert whole["objections"][0]["ruling"] == "partial"
    assert [decision["amount"] for decision in whole["decisions"]] == [None, "1000"]


def test_conditions_are_met_one_by_one(world):
    walk = Walk(world).sent()
    walk.send("decisions", {**DECISION, "outcome": "conditional"})
    walk.send("conditions", {"text": "Handtekening", "dueOn": "2026-12-24", "proof": "brief", "checkedBy": "de gever"})
    walk.send("conditions", {"text": "Vergunning"})
    first, second = (condition["id"] for condition in walk.dossier()["conditions"])
    walk.send(f"conditions/{first}/fulfilments", {"metOn": "2026-11-22"})
    assert walk.now["state"] == "awarded_conditional"
    walk.send(f"conditions/{second}/fulfilments", {"metOn": "2026-11-22", "note": "Is er"})
    assert walk.now["state"] == "awarded"
    walk.send("declinations", {"reason": "Toch niet"})
    assert walk.now["state"] == "declined"


def test_a_new_try_is_another_application(small_world):
    walk = Walk(small_world).sent()
    walk.send("withdrawals")
    former = walk.now["id"]
    walk.send("resubmissions", {"lessons": "Eerder beginnen"})
    assert (walk.now["state"], walk.dossier()["resubmissionOf"]) == ("draft", former)
    assert walk.now["id"] != former


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        ("completion-requests", {**DATES, "text": "x", "termEndsOn": "2026-12-01"}),
        ("completions", {"sentOn": "2026-11-22"}),
        ("set-asides", DATES),
        ("review-starts", DATES),
        ("extensions", {**DATES, "weeks": 1}),
        ("advices", {**DATES, "text": "x"}),
        ("late-decisions", {}),
        ("conditions", {"text": "x"}),
        ("lapses", DATES),
        ("acceptances", None),
        ("declinations", {}),
        ("objections", {"sentOn": "2026-11-22", "grounds": "x"}),
        ("rulings", {**DATES, "ruling": "unchanged"}),
        ("resubmissions", {}),
    ],
)
def test_what_a_draft_does_not_know_answers_409_with_what_it_does(small_world, rest, body):
    walk = Walk(small_world)
    answer = walk.send(rest, body, status=409)
    assert "approve" in answer.json["allowedEvents"] and "take_up" not in answer.json["allowedEvents"]
    assert walk.send(rest, body, status=412, version=1).json["currentVersion"] == walk.now["version"]


@pytest.mark.parametrize(
    ("rest", "body", "fields"),
    [
        ("completion-requests", {}, {"letterOn", "receivedOn", "text", "termEndsOn"}),
        ("completion-requests", {**DATES, "text": "x", "termEndsOn": "2026-11-21"}, {"termEndsOn"}),
        ("completions", {"sentOn": "2026-11-23"}, None),
        ("review-starts", {**DATES, "receivedOn": "2026-11-21"}, {"receivedOn"}),
        ("review-starts", {**DATES, "state": "awarded"}, {"state"}),
        ("extensions", {**DATES, "weeks": 0}, {"weeks"}),
        ("extensions", {**DATES, "weeks": "vier"}, {"weeks"}),
        ("advices", {**DATES, "text": "a\u0000b"}, {"text"}),
        ("late-decisions", {"expectedOn": "2026-11-21"}, {"expectedOn"}),
        ("decisions", {**DECISION, "outcome": "rejected", "reasons": ["because"]}, {"reasons.0"}),
        ("decisions", {**DECISION, "outcome": "awarded", "reasons": ["other"]}, {"reasons"}),
        ("decisions", {**DECISION, "outcome": "referral"}, {"referredTo"}),
        ("decisions", {**DECISION, "outcome": "awarded", "amount": "5000"}, {"amountReason"}),
        ("decisions", {**DECISION, "outcome": "rejected", "letterOn": "2026-11-21"}, {"letterOn"}),
        ("decisions", {**DECISION, "outcome": "rejected", "objectionUntil": "2026-11-01"}, {"objectionUntil"}),
        ("rulings", {**DATES, "ruling": "perhaps"}, {"ruling"}),
        ("objections", {"sentOn": "ooit", "grounds": ""}, {"sentOn", "grounds"}),
    ],
)
def test_everything_that_is_wrong_is_told_at_once(small_world, rest, body, fields):
    walk = Walk(small_world).sent()
    answer = walk.send(rest, body, status=400)
    assert fields is None or {error["field"] for error in answer.json["errors"]} == fields
    assert walk.dossier()["version"] == walk.now["version"]


def test_h72_a_decision_on_what_was_withdrawn_is_refused(small_world):
    walk = Walk(small_world).sent()
    walk.send("withdrawals")
    answer = walk.send("decisions", {**DECISION, "outcome": "awarded"}, status=409)
    assert answer.json["allowedEvents"] == ["resubmit"]


def test_others_learn_nothing(small_world):
    walk = Walk(small_world).sent()
    version = walk.now["version"]
    path = f"/applications/{walk.now['id']}"
    for rest, body in (("/review-starts", DATES), ("/objections", {"sentOn": "2026-11-22", "grounds": "x"})):
        assert client_of(small_world, "otto").send("POST", path + rest, body, version=version).status_code == 404
        assert client_of(small_world, "mo").send("POST", path + rest, body, version=version).status_code == 403
