"""What the answer to "is it still open?" changes in the record of a source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from services.matcher.domain.freshness import earliest_day

Record = Mapping[str, Any]

REST = timedelta(days=7)
"""How long a giver that was not reached is left alone: calling every day helps nobody."""
UNDO_WITHIN = timedelta(days=1)
"""How long an answer can be taken back with one tap: long enough to see a slip of the thumb the next morning."""


class Heard(StrEnum):
    """What somebody who asked the giver heard."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_REACHED = "not_reached"


def after_check(record: Record, heard: Heard, told_on: date, until: date | None = None) -> dict[str, Any]:
    """The record after an answer of the day `told_on`.

    `until`: the closing day of what is open, or the day on which what is closed opens again. The record stays as it is
    when nobody was reached, and when the facts were seen later than that day.
    """
    if heard is Heard.NOT_REACHED or _was_seen_later(record, told_on):
        return dict(record)
    changed = _opened(record, told_on, until) if heard is Heard.OPEN else _closed(record, until)
    return {**changed, "provenance": {**record["provenance"], "seen_on": told_on.isoformat()}}


def _was_seen_later(record: Record, told_on: date) -> bool:
    seen = earliest_day(record["provenance"].get("seen_on"))
    return seen is not None and seen > told_on


def _opened(record: Record, told_on: date, until: date | None) -> dict[str, Any]:
    """Open now: an opening that still lies ahead, or an end that has passed, was not right."""
    changed = {**record, "status": "open"}
    if (record.get("opens_on") or "") > told_on.isoformat():
        changed.pop("opens_on")
    if (record.get("ends_on") or "9999") < told_on.isoformat():
        changed.pop("ends_on")
    if until is not None:
        changed["deadlines"] = _with_closing(record.get("deadlines"), until)
    return changed


def _with_closing(deadlines: Record | None, day: date) -> dict[str, Any]:
    known = dict(deadlines or {"kind": "unknown"})
    if known["kind"] in ("unknown", "none"):
        known["kind"] = "fixed"
    return {**known, "dates": sorted({*known.get("dates", ()), day.isoformat()})}


def _closed(record: Record, opens_again: date | None) -> dict[str, Any]:
    """Closed; with a day on which it opens again it is announced for that day."""
    if opens_again is None:
        return {**record, "status": "closed"}
    changed = {**record, "status": "announced", "opens_on": opens_again.isoformat()}
    if (record.get("ends_on") or "9999") < changed["opens_on"]:
        changed.pop("ends_on")
    return changed
