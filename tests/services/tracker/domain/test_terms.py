"""Terms that pause, resume and are extended, and whether a plan fits."""

from __future__ import annotations

from datetime import date

import pytest

from services.tracker.domain.terms import (
    Fit,
    StartTerms,
    decision_day,
    extended,
    fit_of,
    paused,
    resumed,
)


def test_eight_weeks_pause_and_go_on_with_what_was_left():
    due = decision_day(date(2026, 11, 2), 8)
    assert due == date(2026, 12, 28)
    stopped = paused(due, date(2026, 11, 23))
    assert stopped.days_left == 35
    assert resumed(stopped, date(2026, 12, 7)) == date(2027, 1, 11)
    assert resumed(stopped, date(2026, 11, 23)) == due  # completed on the same day: nothing was lost
    assert extended(due, 12) == date(2027, 3, 22)


def test_a_term_that_was_over_gives_no_days_back():
    stopped = paused(date(2026, 11, 1), date(2026, 11, 23))
    assert (stopped.days_left, resumed(stopped, date(2026, 12, 1))) == (0, date(2026, 12, 1))


def test_two_pauses_one_after_another_keep_the_days():
    first = paused(date(2026, 12, 28), date(2026, 11, 23))
    again = paused(resumed(first, date(2026, 12, 7)), date(2026, 12, 17))
    assert again.days_left == 25
    assert resumed(again, date(2027, 1, 1)) == date(2027, 1, 26)


def test_half_weeks_count_as_the_days_begun():
    assert decision_day(date(2027, 1, 1), 1.5) == date(2027, 1, 12)


ASKED = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("starts_on", "terms", "fit"),
    [
        (date(2027, 6, 1), StartTerms(), Fit(None)),
        (date(2027, 6, 1), StartTerms(weeks_before_start=6), Fit(True, earliest=date(2027, 5, 12))),
        (date(2027, 5, 12), StartTerms(weeks_before_start=6), Fit(True, earliest=date(2027, 5, 12))),
        (date(2027, 5, 11), StartTerms(weeks_before_start=6), Fit(False, "asked_too_late", date(2027, 5, 12))),
        (date(2027, 5, 1), StartTerms(None, "decision", 8), Fit(False, "starts_too_soon", date(2027, 5, 26))),
        (date(2027, 5, 1), StartTerms(None, "anytime", 8), Fit(None)),
        (date(2027, 5, 1), StartTerms(None, "decision", None), Fit(None)),
        (None, StartTerms(4, "decision", 8), Fit(None, earliest=date(2027, 5, 26))),
        (date(2027, 5, 1), StartTerms(12, "decision", 8), Fit(False, "asked_too_late", date(2027, 6, 23))),
    ],
)
def test_whether_a_plan_fits(starts_on, terms, fit):
    assert fit_of(starts_on, ASKED, terms) == fit
