"""The two nights a year when the clock jumps: a time that somebody enters may not exist, or come twice."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.tracker.domain.deadlines import Entered
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import exists


class Night(StrEnum):
    """What is odd about a time of day."""

    SKIPPED = "skipped"
    TWICE = "twice"


NIGHT_LABELS = {
    Night.SKIPPED: _("Deze tijd bestaat die nacht niet: de klok gaat een uur vooruit. Wij rekenen met een uur later."),
    Night.TWICE: _("Deze tijd komt die nacht twee keer: de klok gaat een uur terug. Wij rekenen met de eerste keer."),
}
"""What to warn of; the choice that is made never lets somebody be late who keeps to it."""


def odd_night(entered: Entered) -> Night | None:
    """What is odd about the time that was entered; None on all other nights and without a time."""
    if entered.at is None:
        return None
    zone = ZoneInfo(entered.zone)
    if not exists(entered.day, entered.at, zone):
        return Night.SKIPPED
    first, second = (datetime.combine(entered.day, entered.at.replace(fold=fold), tzinfo=zone) for fold in (0, 1))
    return Night.TWICE if first.utcoffset() != second.utcoffset() else None
