from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest

from services.tracker.domain.deadlines import Basis, Entered, closing_errors, moments_of, working_day_before
from services.tracker.domain.reminders import OFFSETS, ReminderState, plan_reminders, still_useful
from services.tracker.usecases.holidays import holidays_near

NONE: frozenset[date] = frozenset()


def utc(year, month, day, hour=0, minute=0, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entered", "closes_at", "plan_by", "last_day", "assumed"),
    [
        # "t/m 31 maart": through 23:59:59, in summer time
        (
            Entered(date(2027, 3, 31), Basis.THROUGH),
            utc(2027, 3, 31, 22),
            utc(2027, 3, 31, 21, 59, 59),
            date(2027, 3, 31),
            False,
        ),
        # "voor 1 maart": before 00:00 of that day
        (
            Entered(date(2027, 3, 1), Basis.BEFORE),
            utc(2027, 2, 28, 23),
            utc(2027, 2, 28, 22, 59, 59),
            date(2027, 2, 28),
            False,
        ),
        # "31 maart 17:00": one second later is too late
        (
            Entered(date(2027, 3, 31), Basis.AT, time(17, 0)),
            utc(2027, 3, 31, 15, 0, 1),
            utc(2027, 3, 31, 15),
            date(2027, 3, 31),
            False,
        ),
        # "1 februari": a Monday without a time; plan on the Friday before at 17:00
        (Entered(date(2027, 2, 1)), utc(2027, 2, 1, 23), utc(2027, 1, 29, 16), date(2027, 1, 29), True),
        # the night that a time does not exist: an hour on
        (
            Entered(date(2026, 3, 29), Basis.AT, time(2, 30)),
            utc(2026, 3, 29, 1, 30, 1),
            utc(2026, 3, 29, 1, 30),
            date(2026, 3, 29),
            False,
        ),
        # the night that a time comes twice: the first
        (
            Entered(date(2026, 10, 25), Basis.AT, time(2, 30)),
            utc(2026, 10, 25, 0, 30, 1),
            utc(2026, 10, 25, 0, 30),
            date(2026, 10, 25),
            False,
        ),
        # the day of 25 hours lasts 25 hours
        (
            Entered(date(2026, 10, 25), Basis.THROUGH),
            utc(2026, 10, 25, 23),
            utc(2026, 10, 25, 22, 59, 59),
            date(2026, 10, 25),
            False,
        ),
        (
            Entered(date(2028, 2, 29), Basis.THROUGH),
            utc(2028, 2, 29, 23),
            utc(2028, 2, 29, 22, 59, 59),
            date(2028, 2, 29),
            False,
        ),
    ],
)
def test_moments(entered, closes_at, plan_by, last_day, assumed):
    found = moments_of(entered, NONE)
    assert (found.closes_at, found.plan_by, found.last_day, found.assumed) == (closes_at, plan_by, last_day, assumed)


def test_a_time_goes_with_its_basis_only():
    for basis, at in ((Basis.AT, None), (Basis.THROUGH, time(17, 0)), (Basis.UNSTATED, time(17, 0))):
        with pytest.raises(ValueError, match="basis"):
            Entered(date(2027, 3, 31), basis, at)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 12, 28), date(2026, 12, 24)),  # over Christmas and a weekend
        (date(2027, 1, 1), date(2026, 12, 31)),
        (date(2027, 3, 30), date(2027, 3, 25)),  # over Easter
        (date(2027, 4, 28), date(2027, 4, 26)),  # over King's Day
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 11, 25), date(2026, 11, 24)),
    ],
)
def test_dutch_working_days(day, before):
    assert working_day_before(day, holidays_near(day)) == before


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 22), None),
        (date(2026, 11, 21), "in_past"),
        (date(2031, 12, 31), None),
        (date(2032, 1, 1), "too_far"),
        (date.max, "too_far"),
    ],
)
def test_days_that_can_be_a_closing(day, code):
    assert [error.code for error in closing_errors(day, date(2026, 11, 22))] == ([code] if code else [])


def test_reminders_are_civil_days_before_at_nine():
    # Summer time begins between the reminders: all stay at 09:00 in Amsterdam.
    moments = moments_of(Entered(date(2027, 4, 14), Basis.THROUGH), NONE)
    found = plan_reminders(moments, NONE, utc(2026, 11, 22))
    assert [one.offset_days for one in found] == list(OFFSETS)
    assert [one.due_at for one in found] == [
        utc(2027, 3, 3, 8),
        utc(2027, 3, 31, 7),
        utc(2027, 4, 7, 7),
        utc(2027, 4, 12, 7),
        utc(2027, 4, 14, 15),  # the last call: four hours before midnight is after hours, so 17:00
    ]
    assert {one.state for one in found} == {ReminderState.PLANNED}


def test_a_reminder_is_of_use_until_the_next_one_comes_near():
    moments = moments_of(Entered(date(2027, 4, 14), Basis.THROUGH), NONE)
    six_weeks, two_weeks, week, two_days, last = plan_reminders(moments, NONE, utc(2026, 11, 22))
    # Fourteen days before is of use through the eighth day before: not in the same breath as seven days.
    assert two_weeks.useful_until == utc(2027, 4, 6, 22)
    assert still_useful(two_weeks.useful_until, utc(2027, 4, 6, 21, 59))
    assert not still_useful(two_weeks.useful_until, utc(2027, 4, 6, 22))
    assert six_weeks.useful_until <= two_weeks.due_at and week.useful_until <= two_days.due_at
    assert two_days.useful_until == last.due_at
    assert last.useful_until == moments.plan_by


def test_no_two_reminders_are_of_use_at_once():
    for day in range(1, 31):
        closing = date(2027, 4, day)
        holidays = holidays_near(closing)
        found = plan_reminders(moments_of(Entered(closing), holidays), holidays, utc(2026, 1, 1))
        for earlier, later in pairwise(found):
            assert earlier.due_at < earlier.useful_until <= later.due_at


def test_what_is_past_when_planned_is_expired_with_its_reason():
    moments = moments_of(Entered(date(2026, 12, 3), Basis.THROUGH), NONE)
    found = plan_reminders(moments, NONE, utc(2026, 11, 22, 12))
    assert [(one.state, one.reason) for one in found] == [
        (ReminderState.EXPIRED, "past_when_planned"),
        (ReminderState.EXPIRED, "past_when_planned"),
        (ReminderState.PLANNED, None),
        (ReminderState.PLANNED, None),
        (ReminderState.PLANNED, None),
    ]
