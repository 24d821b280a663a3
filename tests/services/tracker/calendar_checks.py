"""What other people's programs say of a calendar file. None of them sees every fault, so all of them look."""

from __future__ import annotations

import ics
import vobject
from icalendar import Calendar


def checked(data: bytes) -> Calendar:
    """The calendar, after three parsers read it without a complaint and its lines were looked at."""
    text = data.decode()
    strict = vobject.readOne(text)
    strict.validate(raiseException=True)
    counted = len(ics.Calendar(text).events)
    found = Calendar.from_ical(data)
    assert not [part.errors for part in found.walk() if part.errors]
    assert counted == len(found.walk("VEVENT"))
    lines = data.split(b"\r\n")
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b""), "lines end in CRLF"
    assert all(len(line) <= 75 for line in lines), "lines are folded"
    assert [zone["TZID"] for zone in found.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    uids = [event["UID"] for event in found.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    return found
