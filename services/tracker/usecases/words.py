"""Closing dates in words, for messages and pages."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.domain.records import Deadline
from shared.wording.dates import clock_time, long_date, plain_date
from shared.wording.texts import gettext as _


def closing_text(deadline: Deadline) -> str:
    """When it closes, as the source says it: `tot en met 31 maart 2027`, `31 maart 2027 om 17:00`."""
    return entered_text(deadline.entered, deadline.plan_by)


def entered_text(entered: Entered, plan_by: datetime) -> str:
    """A closing in the words of whoever entered it; `plan_by` is the moment that follows from it."""
    day = plain_date(entered.day)
    match entered.basis:
        case Basis.THROUGH:
            return _("tot en met %(day)s", day=day)
        case Basis.BEFORE:
            return _("vóór %(day)s", day=day)
        case Basis.AT:
            return _("%(day)s om %(time)s", day=day, time=clock_time(plan_by))
    return day


def assumption_text(deadline: Deadline) -> str:
    """What we assume when the source names no time, else an empty text."""
    if not deadline.assumed:
        return ""
    return _(
        "De bron noemt geen tijd. Reken daarom op %(day)s om %(time)s: de laatste werkdag vóór de sluitdag.",
        day=long_date(deadline.last_day),
        time=clock_time(deadline.plan_by),
    )
