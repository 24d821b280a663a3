"""By when to ask, and whether there is still time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.matcher.domain.closing import Basis, next_closing
from tests.services.matcher.domain.build import TODAY, a_need, a_source, verdict


def weeks(number: float) -> dict[str, Any]:
    return {"kind": "before_start", "weeks_before_start": number}


@pytest.mark.parametrize(
    ("deadlines", "starts_on", "on", "basis"),
    [
        ({"kind": "fixed", "dates": ["2026-11-22"]}, None, "2026-11-22", Basis.FIXED_DATE),
        ({"kind": "fixed", "dates": ["2026-11-21"]}, None, None, None),
        ({"kind": "fixed", "dates": ["2026-01-31", "2027-01-31"]}, None, "2027-01-31", Basis.FIXED_DATE),
        ({"kind": "fixed", "yearly": ["10-31"]}, None, "2027-10-31", Basis.YEARLY),
        ({"kind": "fixed", "yearly": ["12-01"]}, None, "2026-12-01", Basis.YEARLY),
        ({"kind": "fixed", "yearly": ["02-29"]}, None, "2027-02-28", Basis.YEARLY),
        (weeks(6), "2027-01-10", "2026-11-29", Basis.WEEKS_BEFORE_START),
        (weeks(8), "2027-01-10", None, None),
        (weeks(6), None, None, None),
        # A yearly day and weeks before the start are two roads: the later one that is open counts.
        (
            {"kind": "fixed", "yearly": ["12-01"], "weeks_before_start": 12},
            "2027-04-16",
            "2027-01-22",
            Basis.WEEKS_BEFORE_START,
        ),
        ({"kind": "rolling"}, None, None, None),
    ],
)
def test_next_closing(deadlines: dict[str, Any], starts_on: str | None, on: str | None, basis: Basis | None) -> None:
    closing = next_closing(a_source(deadlines=deadlines), a_need(starts_on=starts_on), TODAY)
    assert (closing.on.isoformat() if closing else None, closing.basis if closing else None) == (on, basis)


def test_the_end_of_a_scheme_is_a_closing_day_too() -> None:
    closing = next_closing(a_source(ends_on="2026-12-31", deadlines={"kind": "rolling"}), None, TODAY)
    assert closing is not None
    assert (closing.on, closing.basis) == (date(2026, 12, 31), Basis.SCHEME_END)


def test_a_closing_keeps_the_words_of_the_page() -> None:
    source = a_source(deadlines={"kind": "fixed", "yearly": ["12-01"], "note": "Voor 2 december."})
    closing = next_closing(source, None, TODAY)
    assert closing is not None
    assert (closing.text, closing.precision) == ("Voor 2 december.", "day")


@pytest.mark.parametrize(
    ("deadlines", "starts_on", "answer", "finding"),
    [
        ({"kind": "rolling"}, None, "yes", "deadline_rolling"),
        ({"kind": "fixed", "yearly": ["12-01"]}, "2027-02-01", "yes", "deadline_yearly"),
        ({"kind": "fixed", "yearly": ["10-31"]}, "2027-02-01", "no", "deadline_after_start"),
        (weeks(6), "2027-02-01", "yes", "deadline_weeks_before_start"),
        (weeks(6), "2026-12-19", "no", "deadline_too_late"),
        (weeks(6), None, "unknown", "deadline_start_unknown"),
        ({"kind": "rounds"}, None, "unknown", "deadline_round_unknown"),
        ({"kind": "rounds", "dates": ["2024-05-12"]}, None, "unknown", "deadline_last_seen"),
        ({"kind": "fixed", "dates": ["2026-10-31"]}, None, "unknown", "deadline_just_passed"),
        ({"kind": "rounds", "note": "Aanvragen in de zomer."}, "2026-12-19", "unknown", "deadline_other_season"),
        ({"kind": "rounds", "note": "Aanvragen in de zomer."}, "2027-09-01", "unknown", "deadline_round_unknown"),
        ({"kind": "rounds", "note": "Een actie in december."}, "2026-12-19", "unknown", "deadline_round_unknown"),
    ],
)
def test_deadline_criterion(deadlines: dict[str, Any], starts_on: str | None, answer: str, finding: str) -> None:
    found = verdict("deadline", a_need(starts_on=starts_on), a_source(deadlines=deadlines))
    assert found is not None
    assert (found.answer, found.finding) == (answer, finding)


def test_who_pays_afterwards_too_may_close_after_the_start() -> None:
    source = a_source(deadlines={"kind": "fixed", "yearly": ["10-31"]}, start={"not_before": "anytime"})
    found = verdict("deadline", a_need(starts_on="2027-02-01"), source)
    assert found is not None
    assert found.answer == "yes"


@pytest.mark.parametrize(("kind", "answer"), [("rolling", "yes"), ("rounds", "unknown")])
def test_a_scheme_that_outlives_the_start_is_no_reason_for_a_no(kind: str, answer: str) -> None:
    source = a_source(deadlines={"kind": kind}, ends_on="2028-12-31")
    found = verdict("deadline", a_need(starts_on="2027-02-01"), source)
    assert found is not None
    assert found.answer == answer
