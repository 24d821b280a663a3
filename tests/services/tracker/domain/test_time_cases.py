"""The table of time cases: what a source says, and what follows from it to the minute.

Read a row as: the words of the source | how they are worded | the first moment that is too late | when to be ready |
the reminders: 42, 14, 7 and 2 days before, at 09:00, and the last call. All times are local. A dash is a reminder whose
moment had passed when the date was entered: on 22-11-2026 at 13:00, or on 01-10-2025 for days of 2026 before that.
Above a row stands what is special about it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from services.tracker.domain.clock_nights import Night, odd_night
from services.tracker.domain.deadlines import Basis, Entered, moments_of
from services.tracker.domain.reading_dates import read_closings
from services.tracker.domain.reminders import ReminderState, plan_reminders
from services.tracker.domain.terms import StartTerms, fit_of
from services.tracker.usecases.holidays import holidays_near
from shared.kernel.dates import AMSTERDAM, days_before

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
A_YEAR_AGO = datetime(2025, 10, 1, 12, tzinfo=UTC)

TABLE = """
t/m 31 maart 2027                 |through |01-04-27 00:00   |31-03-27 23:59:59| 17-02 17-03 24-03 25-03 31-03 17:00
tot en met 31 maart 2027          |through |01-04-27 00:00   |31-03-27 23:59:59| 17-02 17-03 24-03 25-03 31-03 17:00
voor 1 maart 2027                 |before  |01-03-27 00:00   |28-02-27 23:59:59| 15-01 12-02 19-02 26-02 26-02 17:00
vóór 1 april 2027                 |before  |01-04-27 00:00   |31-03-27 23:59:59| 17-02 17-03 24-03 25-03 31-03 17:00
uiterlijk 28 december 2026 17 uur |at      |28-12-26 17:00:01|28-12-26 17:00   | - 14-12 21-12 24-12 28-12 13:00
uiterlijk 28 december 2026        |through |29-12-26 00:00   |28-12-26 23:59:59| - 14-12 21-12 24-12 28-12 17:00
1 februari 2027                   |unstated|02-02-27 00:00   |29-01-27 17:00   | 18-12 15-01 22-01 27-01 29-01 13:00
27 december 2026                  |unstated|28-12-26 00:00   |24-12-26 17:00   | - 10-12 17-12 22-12 24-12 13:00
# over Christmas and a weekend
28 december 2026                  |unstated|29-12-26 00:00   |24-12-26 17:00   | - 10-12 17-12 22-12 24-12 13:00
# New Year's Day
1 januari 2027                    |unstated|02-01-27 00:00   |31-12-26 17:00   | - 17-12 24-12 29-12 31-12 13:00
t/m 31 december 2026              |through |01-01-27 00:00   |31-12-26 23:59:59| - 17-12 24-12 29-12 31-12 17:00
voor 1 januari 2027               |before  |01-01-27 00:00   |31-12-26 23:59:59| - 17-12 24-12 29-12 31-12 17:00
31 december 2026 om 12:00         |at      |31-12-26 12:00:01|31-12-26 12:00   | - 17-12 24-12 29-12 30-12 17:00
# over the four days of Easter
30 maart 2027                     |unstated|31-03-27 00:00   |25-03-27 17:00   | 11-02 11-03 18-03 23-03 25-03 13:00
# Easter Monday
t/m 29 maart 2027                 |through |30-03-27 00:00   |29-03-27 23:59:59| 15-02 15-03 22-03 25-03 25-03 17:00
# the day after King's Day
28 april 2027                     |unstated|29-04-27 00:00   |26-04-27 17:00   | 15-03 12-04 19-04 23-04 26-04 13:00
# the day after Ascension Day
7 mei 2027                        |unstated|08-05-27 00:00   |05-05-27 17:00   | 24-03 21-04 28-04 03-05 05-05 13:00
# Whit Monday
17 mei 2027                       |unstated|18-05-27 00:00   |14-05-27 17:00   | 02-04 30-04 07-05 12-05 14-05 13:00
# does not exist: an hour on
29 maart 2026 om 02:30            |at      |29-03-26 03:30:01|29-03-26 03:30   | 13-02 13-03 20-03 27-03 27-03 17:00
# comes twice: the first, in summer time
25 oktober 2026 om 02:30          |at      |25-10-26 02:30:01|25-10-26 02:30   | 11-09 09-10 16-10 23-10 23-10 17:00
# two civil days before is Saturday 24-10 17:00 local, so Friday 09:00
26 oktober 2026 om 17:00          |at      |26-10-26 17:00:01|26-10-26 17:00   | 14-09 12-10 19-10 23-10 26-10 13:00
27 maart 2028 om 17:00            |at      |27-03-28 17:00:01|27-03-28 17:00   | 14-02 13-03 20-03 24-03 27-03 13:00
# a day of 23 hours, and Easter
t/m 28 maart 2027                 |through |29-03-27 00:00   |28-03-27 23:59:59| 12-02 12-03 19-03 25-03 25-03 17:00
# a day of 25 hours
t/m 25 oktober 2026               |through |26-10-26 00:00   |25-10-26 23:59:59| 11-09 09-10 16-10 23-10 23-10 17:00
t/m 29 februari 2028              |through |01-03-28 00:00   |29-02-28 23:59:59| 18-01 15-02 22-02 25-02 29-02 17:00
voor 1 maart 2028                 |before  |01-03-28 00:00   |29-02-28 23:59:59| 18-01 15-02 22-02 25-02 29-02 17:00
1 maart 2028                      |unstated|02-03-28 00:00   |29-02-28 17:00   | 18-01 15-02 22-02 25-02 29-02 13:00
29 februari 2028 09.00 uur        |at      |29-02-28 09:00:01|29-02-28 09:00   | 18-01 15-02 22-02 25-02 28-02 17:00
# comes twice
31 oktober 2027 02.59 uur         |at      |31-10-27 02:59:01|31-10-27 02:59   | 17-09 15-10 22-10 29-10 29-10 17:00
28 maart 2027 01.59 uur           |at      |28-03-27 01:59:01|28-03-27 01:59   | 12-02 12-03 19-03 25-03 25-03 17:00
# does not exist
28 maart 2027 02.00 uur           |at      |28-03-27 03:00:01|28-03-27 03:00   | 12-02 12-03 19-03 25-03 25-03 17:00
31 oktober 2027 03.00 uur         |at      |31-10-27 03:00:01|31-10-27 03:00   | 17-09 15-10 22-10 29-10 29-10 17:00
# the end of the day itself
2027-03-31 24:00                  |through |01-04-27 00:00   |31-03-27 23:59:59| 17-02 17-03 24-03 25-03 31-03 17:00
zaterdag 12 december 2026         |unstated|13-12-26 00:00   |11-12-26 17:00   | - 27-11 04-12 09-12 11-12 13:00
t/m zondag 13 december 2026       |through |14-12-26 00:00   |13-12-26 23:59:59| - 27-11 04-12 11-12 11-12 17:00
maandag 14 december 2026, 9 uur   |at      |14-12-26 09:00:01|14-12-26 09:00   | - 30-11 07-12 11-12 11-12 17:00
maandag 14 december 2026, 17 uur  |at      |14-12-26 17:00:01|14-12-26 17:00   | - 30-11 07-12 11-12 14-12 13:00
25 december 2026 om 10.00 uur     |at      |25-12-26 10:00:01|25-12-26 10:00   | - 11-12 18-12 23-12 24-12 17:00
1 december 2026                   |unstated|02-12-26 00:00   |30-11-26 17:00   | - - 23-11 27-11 30-11 13:00
# all moments are past: who starts now has just seen it
uiterlijk 23 november 2026 10 uur |at      |23-11-26 10:00:01|23-11-26 10:00   | - - - - -
15-3-2027 23.59 uur               |at      |15-03-27 23:59:01|15-03-27 23:59   | 01-02 01-03 08-03 12-03 15-03 17:00
"""
LINES = [line for line in TABLE.strip().splitlines() if not line.startswith("#")]
CASES = [[cell.strip() for cell in line.split("|")] for line in LINES]
EARLIER = {row[0] for row in CASES if re.search(r"(maart|oktober) 2026", row[0])}


def local(moment, form="%d-%m-%y %H:%M"):
    shown = moment.astimezone(AMSTERDAM)
    return shown.strftime(form if not shown.second else f"{form}:%S")


@pytest.mark.parametrize(("words", "basis", "closes", "plan", "reminders"), CASES)
def test_time_case(words, basis, closes, plan, reminders):
    now = A_YEAR_AGO if words in EARLIER else NOW
    (entered,) = read_closings(words, now.date()).closings
    assert (entered.basis, entered.source_text, entered.zone) == (Basis(basis), words, "Europe/Amsterdam")
    holidays = holidays_near(entered.day)
    moments = moments_of(entered, holidays)
    assert local(moments.closes_at) == closes
    assert local(moments.plan_by) == plan
    assert moments.assumed is (basis == "unstated")
    found = plan_reminders(moments, holidays, now)
    assert " ".join(_shown(one) for one in found) == reminders


def _shown(reminder):
    if reminder.state is ReminderState.EXPIRED:
        return "-"
    day, at = local(reminder.due_at, "%d-%m %H:%M").split()
    return day if at == "09:00" else f"{day} {at}"


def test_the_table_has_forty_cases_and_no_row_twice():
    assert len({row[0] for row in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=[row[0] for row in CASES])
def test_every_reminder_comes_in_office_hours_of_a_working_day_and_before_the_plan(case):
    (entered,) = read_closings(case[0], A_YEAR_AGO.date()).closings
    holidays = holidays_near(entered.day)
    moments = moments_of(entered, holidays)
    found = plan_reminders(moments, holidays, A_YEAR_AGO)
    for one in found:
        at = one.due_at.astimezone(AMSTERDAM)
        assert at.weekday() < 5 and at.date() not in holidays
        assert time(9) <= at.time() <= time(17)
        assert one.due_at < moments.plan_by < moments.closes_at
        assert one.due_at < one.useful_until <= moments.plan_by
    assert sorted({one.due_at for one in found}) == [one.due_at for one in found]


def test_two_days_before_are_civil_days_and_not_48_hours():
    # The night of 25-10-2026 has an hour more: 48 hours before 17:00 would be 18:00.
    assert local(days_before(date(2026, 10, 26), time(17), 2)) == "24-10-26 17:00"


@pytest.mark.parametrize(
    ("day", "at", "odd"),
    [
        (date(2026, 3, 29), time(2, 30), Night.SKIPPED),
        (date(2026, 3, 29), time(2, 0), Night.SKIPPED),
        (date(2026, 3, 29), time(3, 0), None),
        (date(2026, 3, 29), time(1, 59), None),
        (date(2026, 10, 25), time(2, 30), Night.TWICE),
        (date(2026, 10, 25), time(2, 0), Night.TWICE),
        (date(2026, 10, 25), time(3, 0), None),
        (date(2027, 3, 28), time(2, 30), Night.SKIPPED),
        (date(2027, 10, 31), time(2, 59), Night.TWICE),
        (date(2027, 10, 30), time(2, 30), None),
    ],
)
def test_the_nights_to_warn_of(day, at, odd):
    assert odd_night(Entered(day, Basis.AT, at)) is odd


def test_a_day_without_a_time_is_never_odd():
    assert odd_night(Entered(date(2026, 3, 29), Basis.THROUGH)) is None


@pytest.mark.parametrize(
    ("starts_on", "weeks", "last"),
    [
        (date(2027, 6, 1), 4, date(2027, 5, 4)),
        (date(2027, 6, 1), 6, date(2027, 4, 20)),
        (date(2027, 6, 1), 12, date(2027, 3, 9)),
        (date(2027, 1, 10), 6, date(2026, 11, 29)),
        (date(2028, 3, 14), 2, date(2028, 2, 29)),
        (date(2027, 6, 1), 1.5, date(2027, 5, 21)),  # half weeks count as the days begun
        (date(2027, 6, 1), 0, date(2027, 6, 1)),
    ],
)
def test_weeks_before_the_start(starts_on, weeks, last):
    terms = StartTerms(weeks_before_start=weeks)
    assert fit_of(starts_on, last, terms).ok
    assert not fit_of(starts_on, last + timedelta(days=1), terms).ok
