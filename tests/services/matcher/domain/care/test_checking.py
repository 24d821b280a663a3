"""What an answer on the phone changes: a table of cases."""

from __future__ import annotations

from datetime import date

import pytest

from services.matcher.domain.care.checking import Heard, after_check

TODAY = date(2026, 11, 22)
SEEN = {"verified": True, "seen_on": "2024"}
OPEN, CLOSED, NOT_REACHED = Heard


def record(**more):
    return {"status": "unknown", "provenance": SEEN, **more}


def after(before, heard, until=None, told_on=TODAY):
    """What differs, without the date it was seen."""
    found = after_check(before, heard, told_on, until)
    names = before.keys() | found.keys()
    return {name: found.get(name) for name in names - {"provenance"} if before.get(name) != found.get(name)}


@pytest.mark.parametrize(
    ("before", "heard", "until", "changed"),
    [
        (record(), OPEN, None, {"status": "open"}),
        (record(status="closed"), OPEN, None, {"status": "open"}),
        (record(), CLOSED, None, {"status": "closed"}),
        (record(), NOT_REACHED, None, {}),
        # What was told now contradicts an older date: that goes.
        (record(opens_on="2027-01-01"), OPEN, None, {"status": "open", "opens_on": None}),
        (record(opens_on="2026-01-01"), OPEN, None, {"status": "open"}),
        (record(ends_on="2026-11-21"), OPEN, None, {"status": "open", "ends_on": None}),
        (record(ends_on="2026-11-22"), OPEN, None, {"status": "open"}),
        # A closing day that was named.
        (record(), OPEN, date(2027, 3, 1), {"status": "open", "deadlines": {"kind": "fixed", "dates": ["2027-03-01"]}}),
        (
            record(deadlines={"kind": "rounds", "dates": ["2027-05-01"], "note": "Twee rondes"}),
            OPEN,
            date(2027, 3, 1),
            {
                "status": "open",
                "deadlines": {"kind": "rounds", "dates": ["2027-03-01", "2027-05-01"], "note": "Twee rondes"},
            },
        ),
        # Closed, and when it opens again.
        (record(), CLOSED, date(2027, 1, 4), {"status": "announced", "opens_on": "2027-01-04"}),
        (
            record(ends_on="2026-12-31"),
            CLOSED,
            date(2027, 1, 4),
            {"status": "announced", "opens_on": "2027-01-04", "ends_on": None},
        ),
    ],
)
def test_what_an_answer_changes(before, heard, until, changed):
    assert after(before, heard, until) == changed


@pytest.mark.parametrize(
    ("seen_on", "counts"),
    [(None, True), ("2024", True), ("2026-11", True), ("2026-11-22", True), ("2026-11-23", False), ("2027", False)],
)
def test_an_answer_counts_unless_the_facts_were_seen_later(seen_on, counts):
    before = record(provenance={"verified": True, "seen_on": seen_on})
    found = after_check(before, OPEN, TODAY)
    assert (found["status"], found["provenance"]["seen_on"]) == (
        ("open", "2026-11-22") if counts else ("unknown", seen_on)
    )


def test_the_record_itself_is_left_as_it_was():
    before = record(deadlines={"kind": "fixed", "dates": ["2027-05-01"]})
    copy = {**before, "deadlines": {"kind": "fixed", "dates": ["2027-05-01"]}}
    after_check(before, OPEN, TODAY, date(2027, 1, 1))
    assert before == copy
