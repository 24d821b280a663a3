"""Who approves, when the file may leave, on which day, and the words that banks take."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.tracker.domain.payouts.batches import (
    Second,
    end_to_end_id,
    is_working_day,
    next_working_day,
    refusal_to_approve,
    refusal_to_export,
    sepa_text,
)
from services.tracker.domain.payouts.records import Batch
from services.tracker.domain.payouts.states import BatchState
from services.tracker.usecases.holidays import holidays_near
from shared.kernel.ids import new_id

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def batch(**changes: Any):
    values: dict[str, Any] = {
        "execution_on": date(2026, 11, 26),
        "count": 1,
        "sum_cents": 100,
        "proposed_by": "bea",
        "proposed_at": NOW,
    }
    return Batch(id="b", place_id="h", **(values | changes))


@pytest.mark.parametrize(
    ("who", "board", "is_board", "state", "expected"),
    [
        ("bob", {"bea", "bob"}, True, BatchState.DRAFT, None),
        ("bea", {"bea", "bob"}, True, BatchState.DRAFT, "same_person"),
        ("cor", {"bea"}, False, BatchState.DRAFT, None),  # the board has no second person
        ("cor", set(), False, BatchState.DRAFT, None),  # a group without a board
        ("cor", {"bea", "bob"}, False, BatchState.DRAFT, "board_first"),
        ("bob", {"bea", "bob"}, True, BatchState.APPROVED, "not_draft"),
        ("bob", {"bea", "bob"}, True, BatchState.CANCELLED, "not_draft"),
    ],
)
def test_two_people_approve(who, board, is_board, state, expected):
    assert refusal_to_approve(batch(state=state), Second(who, is_board, others=frozenset(board - {"bea"}))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": BatchState.DRAFT}, "not_approved"),
        ({"state": BatchState.APPROVED}, None),
        ({"state": BatchState.APPROVED, "waits_until": NOW + timedelta(seconds=1)}, "waiting"),
        ({"state": BatchState.APPROVED, "waits_until": NOW}, None),
        ({"state": BatchState.APPROVED, "execution_on": date(2026, 11, 21)}, "too_late"),
        ({"state": BatchState.CANCELLED}, "not_approved"),
    ],
)
def test_when_the_file_may_be_made(changes, expected):
    assert refusal_to_export(batch(**changes), NOW, NOW.date()) == expected


def test_banks_pay_on_working_days():
    holidays = holidays_near(date(2026, 12, 1))
    assert next_working_day(date(2026, 12, 25), holidays) == date(2026, 12, 28)  # Christmas, then a weekend
    assert not is_working_day(date(2027, 1, 1), holidays)
    assert is_working_day(date(2026, 11, 24), holidays)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ünal Öz & Zn.", "Unal Oz + Zn."),
        ("Straße // Łódź", "Strasse / Lodz"),
        ("/begin en eind/", "begin en eind"),
        ('a<b>"c"\n=1', "a b c 1"),
        ("محمد", ""),
        ("x" * 80, "x" * 70),
    ],
)
def test_words_that_banks_take(text, expected):
    assert sepa_text(text, 70) == expected


def test_the_mark_of_a_payment_fits():
    assert len(end_to_end_id(new_id())) <= 35
