"""The figures of a street to the cent, what may still be planned, and when it can be closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracker.domain.payouts.accounts import account_of, refusal_to_plan, shares
from services.tracker.domain.payouts.receipts import alike, refusal_to_close
from services.tracker.domain.payouts.records import Entry, Group, Payment, Receipt
from services.tracker.domain.payouts.states import EntryState, Meaning, Means, PaymentState, ReceiptState, Way
from services.tracker.domain.payouts.words import amount_in_words

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def group(way=Way.ADVANCE, cents=35_000):
    return Group("g", "h", "Straat", "Opzoomer Mee", "", None, cents, "", "", "", way, "k", "bea", NOW)


def payment(cents, state):
    return Payment("p", "h", "g", Means.BANK, cents, "P", "bea", NOW, state=state)


def receipt(cents, state=ReceiptState.ACCEPTED, what="verf", **more):
    return Receipt(more.pop("id", "r"), "h", "g", what, NOW, amount_cents=cents, state=state, **more)


def back(cents, meaning=Meaning.MONEY_BACK, state=EntryState.SETTLED):
    return Entry("e", "h", "s", "k", True, cents, None, "", "", "", "", state=state, meaning=meaning, group_id="g")


def test_the_account_of_a_street():
    payments = [payment(20_001, PaymentState.PAID), payment(500, PaymentState.SENT), payment(1, PaymentState.PLANNED)]
    payments.append(payment(99_999, PaymentState.CANCELLED))
    receipts = [receipt(15_000), receipt(700, ReceiptState.REFUSED), receipt(None, ReceiptState.NEW)]
    entries = [back(1_000), back(5, state=EntryState.PROPOSED), back(7, meaning=Meaning.RETURN)]
    account = account_of(group(), payments, receipts, entries)
    assert (account.received, account.on_its_way, account.planned) == (20_001, 500, 1)
    assert (account.spent, account.money_back, account.left, account.receipts_missing) == (15_000, 1_000, 4_001, 4_001)
    assert (account.receipts_to_check, account.receipts_without_amount) == (1, 1)
    assert account.still_to_pay == 35_000 - 20_501


@pytest.mark.parametrize(
    ("way", "paid", "accepted", "asked", "closed", "expected"),
    [
        (Way.ADVANCE, 0, 0, 35_000, False, None),
        (Way.ADVANCE, 0, 0, 35_001, False, "above_award"),
        (Way.ADVANCE, 34_999, 0, 2, False, "above_award"),
        (Way.RECEIPTS, 0, 0, 1, False, "receipts_first"),
        (Way.RECEIPTS, 10_000, 15_000, 5_000, False, None),
        (Way.RECEIPTS, 10_000, 15_000, 5_001, False, "receipts_first"),
        (Way.RECEIPTS, 0, 50_000, 35_001, False, "above_award"),
        (Way.CASH, 0, 0, 10_000, False, None),
        (Way.ADVANCE, 0, 0, 1, True, "group_closed"),
    ],
)
def test_h66_never_more_than_the_award(way, paid, accepted, asked, closed, expected):
    account = account_of(group(way), [payment(paid, PaymentState.PAID)], [receipt(accepted)], [])
    assert refusal_to_plan(group(way), account, asked, closed=closed) == expected


@given(st.integers(1, 100_000_000), st.integers(1, 10))
def test_shares_add_up_to_the_cent(total, people):
    found = shares(total, people)
    assert sum(found) == total and len(found) == people and min(found) >= total // people


@pytest.mark.parametrize(
    ("payments", "receipts", "reason", "expected"),
    [
        ([payment(100, PaymentState.PAID)], [receipt(100)], "", None),
        ([payment(100, PaymentState.PAID)], [receipt(99)], "", "needs_reason"),
        ([payment(100, PaymentState.PAID)], [receipt(99)], "een cent", None),
        ([payment(100, PaymentState.SENT)], [], "x", "on_its_way"),
        ([payment(100, PaymentState.PLANNED)], [], "x", "on_its_way"),
        ([], [receipt(1, ReceiptState.NEW)], "x", "receipts_to_check"),
    ],
)
def test_closing_a_street(payments, receipts, reason, expected):
    assert refusal_to_close(account_of(group(), payments, receipts, []), reason) == expected


def test_receipts_that_look_alike():
    one = receipt(500, id="1", digest="d")
    same_photo = receipt(700, ReceiptState.REFUSED, id="2", digest="d")
    same_words = receipt(500, id="3", what="Verf")
    refused_words = receipt(500, ReceiptState.REFUSED, id="4")
    other = receipt(501, id="5")
    assert alike(one, [one, same_photo, same_words, refused_words, other]) == [same_photo, same_words]
    assert alike(receipt(None, id="6"), [receipt(None, id="7")]) == []


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (35_000, "driehonderdvijftig euro"),
        (100, "een euro"),
        (2_205, "tweeëntwintig euro en vijf cent"),
        (10_101, "honderdeen euro en een cent"),
        (99_999, "negenhonderdnegenennegentig euro en negenennegentig cent"),
        (100_000, "duizend euro"),
        (123_400, "duizend tweehonderdvierendertig euro"),
    ],
)
def test_amounts_in_words(cents, words):
    assert amount_in_words(cents) == words
