"""What people type for an amount becomes whole cents, or a problem that says what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.money import AmountProblem, parse_amount


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("€ 2.500,00", 250_000),
        ("2500", 250_000),
        ("2.500", 250_000),
        ("2.500,-", 250_000),
        ("2500,5", 250_050),
        ("2500.50", 250_050),
        (" 1.234.567,89 euro", 123_456_789),
        ("€\u00a075", 7_500),
        ("0", 0),
        (2500, 250_000),
        (0.1, 10),
        (19.99, 1_999),
    ],
)
def test_reads_what_people_write(typed: str | int | float, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "negative"),
        (-1, "negative"),
        ("\u22125", "negative"),
        ("twee", "not_a_number"),
        ("", "not_a_number"),
        ("1.00,0", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("NaN", "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        ("1e309", "not_a_number"),
        ("٣", "not_a_number"),
        (True, "not_a_number"),
        (0.001, "too_precise"),
        ("0.001", "not_a_number"),
        (10**12, "too_large"),
    ],
)
def test_refuses_with_a_code(typed: str | int | float, code: str) -> None:
    with pytest.raises(AmountProblem) as caught:
        parse_amount(typed)
    assert caught.value.code == code


@given(st.integers(min_value=0, max_value=10**11))
def test_dutch_notation_loses_no_cent(cents: int) -> None:
    euros, rest = divmod(cents, 100)
    typed = f"€ {euros:,}".replace(",", ".") + f",{rest:02d}"
    assert parse_amount(typed) == cents
