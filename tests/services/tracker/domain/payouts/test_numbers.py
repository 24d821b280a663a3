"""When a number needs a second person and the waiting time: a table of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.tracker.domain.payouts.numbers import (
    WAITING,
    Check,
    batch_waits_until,
    check_of,
    hindrance,
    same_name,
)
from services.tracker.domain.payouts.records import Payee
from services.tracker.domain.payouts.states import PayeeState

THEN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LIMIT = 50_000
NEITHER, PERSON, BOTH = Check(False, False), Check(True, False), Check(True, True)


@pytest.mark.parametrize(
    ("total", "limit", "same_holder", "expected"),
    [
        (50_000, LIMIT, True, NEITHER),  # at the limit: the batch guards it
        (50_001, LIMIT, True, BOTH),
        (50_000, LIMIT, False, PERSON),  # somebody else's account: always a second person
        (50_001, LIMIT, False, BOTH),
        (1, 0, True, BOTH),  # a host that wants every number looked at
    ],
)
def test_what_a_number_needs(total, limit, same_holder, expected):
    assert check_of(total, limit, same_holder=same_holder) == expected


@pytest.mark.parametrize(
    ("state", "check", "later", "expected"),
    [
        (PayeeState.PROPOSED, NEITHER, timedelta(0), None),
        (PayeeState.PROPOSED, PERSON, timedelta(days=30), "second_person"),
        (PayeeState.VERIFIED, PERSON, timedelta(0), None),
        (PayeeState.PROPOSED, BOTH, WAITING, "second_person"),
        (PayeeState.VERIFIED, BOTH, WAITING - timedelta(seconds=1), "waiting"),
        (PayeeState.VERIFIED, BOTH, WAITING, None),
        (PayeeState.REJECTED, NEITHER, WAITING, "not_current"),
        (PayeeState.REPLACED, NEITHER, WAITING, "not_current"),
    ],
)
def test_what_stands_in_the_way(state, check, later, expected):
    payee = Payee("1", "h", "g", "P. Persoon", "NL91ABNA0417164300", "bea", THEN, state=state)
    assert hindrance(payee, check, THEN + later) == expected


def test_the_waiting_time_holds_for_a_batch_with_a_new_number():
    assert batch_waits_until(THEN, has_new_number=True) == THEN + timedelta(hours=72)
    assert batch_waits_until(THEN, has_new_number=False) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A. de Vries", "Anna de Vries", True),
        ("Özlem Kaya", "OZLEM KAYA", True),
        ("A. de Vries", "B. de Vries", False),
        ("A. de Vries", "A. Jansen", False),
        ("", "", False),
        ("A. de Vries", "", False),
    ],
)
def test_whether_two_names_are_one_person(one, other, same):
    assert same_name(one, other) is same
