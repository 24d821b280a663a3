"""A deadline as an event: its day or moment, how sure it is, its alarms, and what stays out of its words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from services.tracker.domain.calendars.events import EventStatus, Rest, event_of
from services.tracker.domain.calendars.plain import plain
from services.tracker.domain.calendars.wishes import USUAL_ALARMS, Wishes, wish_errors
from services.tracker.domain.deadlines import Basis, DeadlineState, Entered, Kind, moments_of
from services.tracker.domain.records import Deadline
from services.tracker.usecases.holidays import holidays_near
from shared.kernel.dates import AMSTERDAM

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)


def deadline(entered, state=DeadlineState.CONFIRMED, kind=Kind.CLOSING, version=1, ended_at=None):
    moments = moments_of(entered, holidays_near(entered.day))
    return Deadline(
        id="d", version=version, application_id="a", place_id="p", kind=kind, state=state, entered=entered,
        closes_at=moments.closes_at, plan_by=moments.plan_by, last_day=moments.last_day, assumed=moments.assumed,
        told_by="x", made_at=MADE, ended_at=ended_at,
    )  # fmt: skip


def at(year, month, day, hour, minute=0):
    return Entered(date(year, month, day), Basis.AT, time(hour, minute))


def local(year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("entered", "starts"),
    [
        (Entered(date(2027, 3, 31), Basis.THROUGH), date(2027, 3, 31)),
        (Entered(date(2027, 3, 1), Basis.BEFORE), date(2027, 2, 28)),
        # No time named, on a Monday: be ready on the Friday before.
        (Entered(date(2027, 2, 1)), date(2027, 1, 29)),
        (at(2027, 3, 31, 17), local(2027, 3, 31, 17)),
        # 02:30 does not exist in the night that the clock goes on, and comes twice when it goes back: the first.
        (at(2026, 3, 29, 2, 30), local(2026, 3, 29, 3, 30)),
        (at(2026, 10, 25, 2, 30), local(2026, 10, 25, 2, 30)),
        # As somebody in another country wrote it down.
        (Entered(date(2027, 3, 31), Basis.AT, time(17), zone="Europe/London"), local(2027, 3, 31, 18)),
    ],
)
def test_an_event_starts_on_the_day_or_the_moment_to_be_ready(entered, starts):
    found = event_of(deadline(entered), USUAL_ALARMS).starts
    assert (type(found), found) == (type(starts), starts)


@pytest.mark.parametrize(
    ("state", "status", "sounds"),
    [
        (DeadlineState.PROPOSED, EventStatus.TENTATIVE, True),
        (DeadlineState.CONFIRMED, EventStatus.CONFIRMED, True),
        (DeadlineState.MISSED, EventStatus.CONFIRMED, False),
        (DeadlineState.MET, EventStatus.CANCELLED, False),
        (DeadlineState.WAIVED, EventStatus.CANCELLED, False),
        (DeadlineState.WITHDRAWN, EventStatus.CANCELLED, False),
    ],
)
def test_how_sure_a_deadline_is_shows_and_what_ended_is_silent(state, status, sounds):
    ended_at = MADE + timedelta(days=1) if state not in (DeadlineState.PROPOSED, DeadlineState.CONFIRMED) else None
    event = event_of(deadline(at(2027, 3, 31, 17), state, version=3, ended_at=ended_at), USUAL_ALARMS)
    assert (event.status, bool(event.alarms), event.uid, event.sequence) == (status, sounds, "d", 3)
    assert event.changed_at == (ended_at or MADE)


@pytest.mark.parametrize(
    ("entered", "days", "sounds_at"),
    [
        (Entered(date(2027, 3, 10), Basis.THROUGH), (7, 2), [(2027, 3, 3), (2027, 3, 8)]),
        (Entered(date(2027, 3, 10), Basis.THROUGH), (1, 0), [(2027, 3, 9), (2027, 3, 10)]),
        (at(2027, 3, 10, 17), (14, 0), [(2027, 2, 24), (2027, 3, 10)]),
        # At 08:00 the office of that day is too late; nothing sounds after the end.
        (at(2027, 3, 10, 8), (2, 0), [(2027, 3, 8)]),
        # Over both nights in which the clock jumps.
        (Entered(date(2027, 3, 29), Basis.THROUGH), (2, 1), [(2027, 3, 27), (2027, 3, 28)]),
        (at(2026, 10, 25, 17), (1,), [(2026, 10, 24)]),
        (Entered(date(2027, 3, 10), Basis.THROUGH), (), []),
    ],
)
def test_alarms_sound_at_nine_in_the_morning(entered, days, sounds_at):
    event = event_of(deadline(entered), days)
    starts = event.starts
    start = starts.replace(tzinfo=None) if isinstance(starts, datetime) else datetime.combine(starts, time(0))
    assert [start - before for before in event.alarms] == [datetime.combine(date(*day), time(9)) for day in sounds_at]


def test_no_alarm_sounds_while_a_place_rests_and_the_event_stays():
    rests = (Rest(date(2027, 3, 1), date(2027, 3, 3)),)
    event = event_of(deadline(Entered(date(2027, 3, 10), Basis.THROUGH)), (7, 2), rests)
    assert event.starts == date(2027, 3, 10)
    assert [before.days for before in event.alarms] == [1], "only the one of 2 days before, at 09:00"
    assert len(event_of(deadline(Entered(date(2027, 3, 10), Basis.THROUGH)), (6,), rests).alarms) == 1


def test_a_day_on_which_others_decide_is_silent():
    assert event_of(deadline(at(2027, 3, 31, 17), kind=Kind.DECISION_EXPECTED), USUAL_ALARMS).alarms == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Keuken € 2.500,00 en tuin", "Keuken … en tuin"),
        ("Keuken (2500 euro)", "Keuken (…)"),
        ("Keuken EUR 1,5 miljoen", "Keuken …"),
        ("Naar NL91 ABNA 0417 1643 00 graag", "Naar … graag"),
        ("naar nl91abna0417164300", "naar …"),
        ("BEGIN:VALARM\r\nX\u2028Y\x00Z\u202e", "BEGIN:VALARM X Y Z"),
        ("Kerst 2027, café 't Hoekje; 3 ruimtes \\ é", "Kerst 2027, café 't Hoekje; 3 ruimtes \\ é"),
    ],
)
def test_amounts_accounts_and_hidden_letters_stay_out(text, shown):
    assert plain(text) == shown


def test_wishes_are_of_own_places_and_known_days():
    assert wish_errors(Wishes(("p",), (7, 0)), ["p", "q"]) == []
    assert [error.field for error in wish_errors(Wishes(("x",), (3,)), ["p"])] == ["placeIds", "alarmDays"]
    assert Wishes().chosen_of(["p", "q"]) == {"p", "q"}
    assert Wishes(("p", "gone")).chosen_of(["p", "q"]) == {"p"}
