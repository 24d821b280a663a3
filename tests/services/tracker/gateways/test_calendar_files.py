"""Calendar files: other people's programs read them without a complaint, whatever stands in a title."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, vText

from services.tracker.domain.calendars.events import CalendarEvent, EventStatus
from services.tracker.gateways.calendar_files import Entry, write_calendar
from shared.kernel.dates import AMSTERDAM
from tests.services.tracker.calendar_checks import checked

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="01a2043e-568e-7d42-b195-3ed5b99e377e",
    sequence=2,
    status=EventStatus.CONFIRMED,
    starts=date(2027, 3, 31),
    changed_at=NOW - timedelta(days=1),
    alarms=(timedelta(days=6, hours=15), timedelta(hours=-9)),
)
ENTRY = Entry(
    EVENT, "Sluitingsdatum: Keuken", "Bij: Fonds\nPlek: Huis", "Sluitingsdatum", "https://steun.example.org/1"
)


def written(*entries):
    return checked(write_calendar(entries, name="Termijnen", written_at=NOW))


def test_a_calendar_says_what_phones_ask():
    calendar = written(ENTRY)
    assert {name: calendar[name] for name in ("PRODID", "VERSION", "METHOD", "NAME", "X-WR-CALNAME")} == {
        "PRODID": "-//Steunstromen//Termijnen//NL",
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "NAME": "Termijnen",
        "X-WR-CALNAME": "Termijnen",
    }
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert b"X-PUBLISHED-TTL:PT12H\r\n" in calendar.to_ical()
    event = calendar.events[0]
    assert (event["UID"], event["SEQUENCE"], event["CLASS"], event["STATUS"]) == (EVENT.uid, 2, "PRIVATE", "CONFIRMED")
    assert event["DTSTAMP"].dt == NOW and event["LAST-MODIFIED"].dt == EVENT.changed_at
    assert event["URL"] == ENTRY.url and event["DESCRIPTION"] == "Bij: Fonds\nPlek: Huis"
    alarms = [(str(alarm["ACTION"]), alarm["TRIGGER"].dt) for alarm in event.walk("VALARM")]
    assert alarms == [("DISPLAY", -timedelta(days=6, hours=15)), ("DISPLAY", timedelta(hours=9))]


def test_a_day_ends_a_day_later_and_a_moment_has_no_end():
    moment = datetime(2027, 3, 31, 17, tzinfo=AMSTERDAM)
    calendar = written(ENTRY, replace(ENTRY, event=replace(EVENT, uid="other", starts=moment)))
    day, timed = calendar.events
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2027, 3, 31), date(2027, 4, 1))
    assert timed["DTSTART"].dt == moment and "DTEND" not in timed
    assert b"DTSTART;TZID=Europe/Amsterdam:20270331T170000\r\n" in timed.to_ical()


def test_what_was_called_off_says_so_and_is_silent():
    event = written(replace(ENTRY, event=replace(EVENT, status=EventStatus.CANCELLED))).events[0]
    assert event["STATUS"] == "CANCELLED" and not event.walk("VALARM")


def test_an_empty_calendar_is_still_a_calendar():
    assert written().events == []


@pytest.mark.parametrize(
    "title",
    [
        "Keuken, tuin; en \\ meer",
        "café “’t Hoekje” é",
        "x" * 200,
        "é" * 200,
        "🏡" * 60,
        'A:"B";C=D,E',
        "regel\nEND:VEVENT\nBEGIN:VEVENT\nUID:vals\nBEGIN:VALARM",
        "regel\r\nBEGIN:VALARM\r\nTRIGGER:PT0S",
    ],
)
def test_h39_line_breaks_and_commands_in_a_title_stay_words(title):
    data = write_calendar([replace(ENTRY, summary=title, description=title)], name=title, written_at=NOW)
    calendar = checked(data)
    event = calendar.events[0]
    read = title.replace("\r\n", "\n")
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (read, read)
    # The library gives a NAME back as it was written.
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == vText(read).to_ical().decode()
    assert data.count(b"\r\nBEGIN:VEVENT\r\n") == 1 and data.count(b"\r\nBEGIN:VALARM\r\n") == len(EVENT.alarms)


def test_the_zone_in_the_file_keeps_the_clock_of_the_netherlands():
    calendar = written()
    zone = Calendar.from_ical(calendar.to_ical()).timezones[0].to_tz(lookup_tzid=False)
    for days in range(365 * 12):
        moment = datetime.combine(date(2026, 1, 1) + timedelta(days=days), time(12))
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=AMSTERDAM).utcoffset(), moment
