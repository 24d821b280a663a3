"""Writing calendars in the form that phones and mail programs read: iCalendar (RFC 5545 and 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from services.tracker.domain.calendars.events import CalendarEvent, EventStatus
from shared.kernel.dates import AMSTERDAM

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Steunstromen//Termijnen//NL"
COLOUR = "teal"
READ_AGAIN = timedelta(hours=12)

# Since 1996 the same rule holds every year. Calendars that know no zones by name need it, and an empty calendar
# must hold something.
_ZONE = f"""BEGIN:VTIMEZONE
TZID:{AMSTERDAM.key}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Entry:
    """An event with its words. `url` is our own page of the application."""

    event: CalendarEvent
    summary: str
    description: str
    category: str
    url: str


def write_calendar(entries: Iterable[Entry], *, name: str, written_at: datetime) -> bytes:
    """The calendar as a file: UTF-8, lines of at most 75 octets that end in CRLF. `name` is what phones show."""
    from icalendar import Calendar, vDuration, vText

    calendar: Any = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Each thing twice: as RFC 7986 has it, and as older programs know it.
    # As vText, for the library writes a NAME as it comes, line breaks included.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-timezone", AMSTERDAM.key)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    calendar.add("color", COLOUR)
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry, written_at))
    return bytes(calendar.to_ical())


@cache
def _zone() -> Any:
    from icalendar import Timezone

    return Timezone.from_ical(_ZONE)


def _event(entry: Entry, written_at: datetime) -> Any:
    from icalendar import Event

    event, component = entry.event, Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", written_at)
    component.add("last-modified", event.changed_at)
    component.add("status", event.status.value)
    component.add("summary", entry.summary)
    component.add("description", entry.description)
    component.add("categories", [entry.category])
    component.add("url", entry.url)
    component.add("class", "PRIVATE")
    # A day to be ready on leaves the day itself free.
    component.add("transp", "TRANSPARENT")
    _add_times(component, event.starts)
    if event.status is not EventStatus.CANCELLED:
        for before in event.alarms:
            component.add_component(_alarm(before, entry.summary))
    return component


def _add_times(component: Any, starts: date | datetime) -> None:
    """A day has an end, the day after; a moment has none."""
    component.add("dtstart", starts)
    if not isinstance(starts, datetime):
        component.add("dtend", starts + timedelta(days=1))


def _alarm(before: timedelta, text: str) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", text)
    return alarm
