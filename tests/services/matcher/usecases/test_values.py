"""Single values as people and programs give them."""

from __future__ import annotations

import pytest

from services.matcher.usecases.values import (
    OneOf,
    SomeOf,
    Text,
    Whole,
    Wrong,
    read_day,
    read_euros,
    read_number,
    read_yes_no,
)


@pytest.mark.parametrize(
    ("reader", "given", "expected"),
    [
        (read_euros, "€ 2.500,00", 2500),
        (read_euros, "2500", 2500),
        (read_euros, 2500.5, 2500.5),
        (read_euros, "0,10", 0.1),
        (read_euros, "0", 0),
        (read_euros, " ", None),
        (read_day, "2026-12-19", "2026-12-19"),
        (read_day, "19-12-2026", "2026-12-19"),
        (read_day, "1/3/2027", "2027-03-01"),
        (read_day, "", None),
        (read_number, "2,5", 2.5),
        (read_number, "1.250", 1250),
        (read_number, 0, 0),
        (Whole(100), "12", 12),
        (Whole(100), 12.0, 12),
        (read_yes_no, "yes", True),
        (read_yes_no, False, False),
        (read_yes_no, "", None),
        (Text(20), "  twee \t woorden ", "twee woorden"),
        (Text(20, lines=True), "een\r\ntwee\x00", "een\ntwee"),
        (Text(20), "\u202egnos\x07", "gnos"),
        (OneOf(("a", "b")), "b", "b"),
        (SomeOf(("a", "b")), ["b", "a", "b"], ["a", "b"]),
        (SomeOf(("a", "b")), [], None),
        (SomeOf(("a", "b"), empty_is_known=True), [], []),
    ],
)
def test_read(reader, given, expected):
    assert reader(given) == expected


@pytest.mark.parametrize(
    ("reader", "given", "code"),
    [
        (read_euros, "-1", "negative"),
        (read_euros, "twee", "not_a_number"),
        (read_euros, "1,234", "not_a_number"),
        (read_euros, True, "not_a_number"),
        (read_euros, [1], "not_a_number"),
        (read_euros, "9" * 30, "too_large"),
        (read_day, "31-02-2026", "not_a_date"),
        (read_day, "morgen", "not_a_date"),
        (read_day, 20261219, "not_a_date"),
        (read_day, "0001-01-01", "out_of_range"),
        (read_number, "-2", "negative"),
        (read_number, float("nan"), "not_a_number"),
        (read_number, "1e9", "not_a_number"),
        (Whole(100), "1,5", "not_an_integer"),
        (Whole(100), "101", "out_of_range"),
        (Whole(100), "٣", "not_a_number"),
        (read_yes_no, 1, "not_a_boolean"),
        (read_yes_no, "misschien", "not_a_boolean"),
        (Text(3), "vier", "too_long"),
        (Text(3), 4, "not_text"),
        (OneOf(("a",)), "<script>", "unknown_code"),
        (SomeOf(("a",)), ["a", {}], "unknown_code"),
        (SomeOf(("a",)), "a", "not_a_list"),
    ],
)
def test_refused_with_a_code_and_the_mend(reader, given, code):
    with pytest.raises(Wrong) as caught:
        reader(given)
    assert caught.value.code == code
    assert len(caught.value.message) > 10
