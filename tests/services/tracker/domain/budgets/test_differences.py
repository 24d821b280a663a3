from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracker.domain.budgets.differences import (
    cover_differences,
    line_differences,
    moved_percent,
    needs_consent,
)
from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState, Line, Vat, hours_line

A, B = Line("a", "Keuken", 300_000), Line("b", "Verf", 100_000)


def test_line_by_line():
    after = (replace(B, text="Verf en kwasten"), A, Line("c", "Lampen", 5))
    found = line_differences((A, B, Line("d", "Vloer", 7)), after)
    assert [(one.change.value, one.name, one.before_cents, one.after_cents, one.cents) for one in found] == [
        ("changed", "Verf en kwasten", 100_000, 100_000, 0),
        ("same", "Keuken", 300_000, 300_000, 0),
        ("added", "Lampen", None, 5, 5),
        ("removed", "Vloer", 7, None, -7),
    ]


def test_an_answer_changes_no_plan():
    asked = Cover("x", CoverKind.OTHER, "Kerk", 5, CoverState.ASKED)
    (found,) = cover_differences((asked,), (replace(asked, state=CoverState.PROMISED),))
    assert found.change.value == "same"
    (found,) = cover_differences((asked,), (replace(asked, amount_cents=6),))
    assert found.change.value == "changed"


@pytest.mark.parametrize(
    ("after", "percent", "consent"),
    [
        ((A, B), 0, False),
        ((replace(A, amount_cents=260_000), replace(B, amount_cents=140_000)), 10, False),
        ((replace(A, amount_cents=259_999), replace(B, amount_cents=140_001)), 11, True),
        ((A,), 25, True),
        ((A, B, Line("c", "Lampen", 400_000)), 100, True),
        ((A, replace(B, text="Anders")), 0, False),
        ((A, replace(B, vat=Vat.BACK_HIGH)), 5, False),
        ((A, B, hours_line("h", "Uren", 600, 1500, giver="", state=CoverState.PROMISED)), 0, False),
    ],
)
def test_more_than_a_tenth_asks_for_consent(after, percent, consent):
    assert (moved_percent((A, B), after), needs_consent((A, B), after)) == (percent, consent)


def test_without_money_nothing_moves():
    assert moved_percent((), (A,)) == 0


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_moving_is_between_nothing_and_all_of_the_larger(before, after):
    old = [Line(str(n), "x", cents) for n, cents in enumerate(before)]
    new = [Line(str(n), "x", cents) for n, cents in enumerate(after)]
    percent = moved_percent(old, new)
    assert 0 <= percent <= -(-100 * max(sum(before), sum(after)) // sum(before))
    assert (percent == 0) == (old == new)
