"""What somebody wants of their calendar feed: which places, and how long before a deadline their phone sounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

ALARM_DAYS = (14, 7, 2, 1, 0)
"""Days before a deadline on which an alarm can sound, farthest first; 0 is the day itself."""
USUAL_ALARMS = (7, 2)

ALARM_LABELS = {
    14: _("2 weken van tevoren"),
    7: _("1 week van tevoren"),
    2: _("2 dagen van tevoren"),
    1: _("1 dag van tevoren"),
    0: _("op de dag zelf"),
}


@dataclass(frozen=True)
class Wishes:
    """`place_ids`: empty for all places, also those that come later. `alarm_days`: some of ALARM_DAYS, or none."""

    place_ids: tuple[str, ...] = ()
    alarm_days: tuple[int, ...] = USUAL_ALARMS

    def chosen_of(self, place_ids: Collection[str]) -> frozenset[str]:
        """Which of these places the feed tells of."""
        return frozenset(place_ids) & frozenset(self.place_ids) if self.place_ids else frozenset(place_ids)


@dataclass(frozen=True)
class CalendarSecret:
    """Somebody's feed. Without `secret_hash` it has no address now; both moments are of the address that it has."""

    person_id: str
    wishes: Wishes
    version: int
    secret_hash: str | None = None
    made_at: datetime | None = None
    last_read_at: datetime | None = None


def wish_errors(wishes: Wishes, place_ids: Collection[str]) -> list[FieldError]:
    """What is wrong with wishes of somebody who may see these places."""
    errors = []
    if not set(wishes.place_ids) <= set(place_ids):
        errors.append(FieldError("placeIds", "unknown", _("Kies plekken waar u bij hoort.")))
    if not set(wishes.alarm_days) <= set(ALARM_DAYS):
        errors.append(FieldError("alarmDays", "unknown_code", _("Kies voor een alarm uit: 14, 7, 2, 1 of 0 dagen.")))
    return errors
