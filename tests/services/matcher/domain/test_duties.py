"""What a giver asks of who applies, stage by stage; nothing is asked that the page does not say."""

from __future__ import annotations

from typing import Any

import pytest

from services.matcher.domain.duties import duties_of
from services.matcher.usecases.matching.sentences.duties import SENTENCES, told_duties
from shared.contracts.codes import codes
from tests.services.matcher.domain.build import REGIONS, a_need, a_source

AUDITOR = {"reporting": {"auditor_above": 5000}}


@pytest.mark.parametrize(
    ("facts", "need", "expected"),
    [
        ({}, {}, []),
        ({"first_steps": ["phone_call", "intent"]}, {}, [("before", "first_step")] * 2),
        ({"apply_via": ["email"], "papers": ["budget"]}, {}, [("applying", "apply_via"), ("applying", "paper")]),
        ({"decider": "jury"}, {}, [("applying", "decider")]),
        ({"start": {"not_before": "decision"}}, {}, [("starting", "start_decision")]),
        (
            {"start": {"within_months_after_award": 6, "finished_within_months": 12, "note": "Niet in mei."}},
            {},
            [("starting", "start_within"), ("starting", "finish_within"), ("starting", "start_note")],
        ),
        (
            {"payment": {"mode": "in_advance", "receivers": ["invoice"], "note": "Snel."}},
            {},
            [("money", "pay_in_advance"), ("money", "pay_to"), ("money", "pay_note")],
        ),
        (
            {"reporting": {"within_weeks": 8, "content": True, "receipts": False, "note": "Kort."}},
            {},
            [("afterwards", "report_within"), ("afterwards", "report_content"), ("afterwards", "report_note")],
        ),
        (AUDITOR, {"amount_sought": 5000}, []),
        (AUDITOR, {"amount_sought": 5001}, [("afterwards", "report_auditor")]),
        (AUDITOR, {}, [("afterwards", "report_auditor")]),
    ],
)
def test_duties(facts: dict[str, Any], need: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    found = duties_of(a_need(**need), a_source(**facts))
    assert [(duty.stage, duty.code) for duty in found] == expected


@pytest.mark.parametrize("code", [*codes("payment_mode"), *codes("start_not_before")])
def test_every_way_of_paying_and_starting_has_a_sentence(code: str) -> None:
    assert f"pay_{code}" in SENTENCES or f"start_{code}" in SENTENCES


def test_duties_in_words() -> None:
    source = a_source(
        first_steps=["conversation"],
        payment={"mode": "advance_and_final", "advance_percent": 80},
        reporting={"by_yearly": "03-31"},
    )
    assert [duty.text for duty in told_duties(a_need(), source, REGIONS)] == [
        "Doe eerst: gesprek.",
        "Eerst komt een voorschot van 80%, de rest na uw verslag.",
        "Dien elk jaar een verslag in, uiterlijk op 31 maart.",
    ]
