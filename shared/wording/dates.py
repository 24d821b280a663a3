"""Dates and moments in words. Moments come in aware, and are shown in Europe/Amsterdam."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_time

from shared.kernel.dates import AMSTERDAM
from shared.wording.language import locale_name
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext


def long_date(day: date) -> str:
    """`zaterdag 19 december 2026`."""
    return format_date(day, format="EEEE d MMMM y", locale=locale_name())


def plain_date(day: date) -> str:
    """`19 december 2026`."""
    return _plain_date(day, locale_name())


@lru_cache(maxsize=4096)  # the same days come back on every page, and Babel takes its time
def _plain_date(day: date, locale: str) -> str:
    return format_date(day, format="d MMMM y", locale=locale)


def yearly_day(text: str) -> str:
    """`31 maart` for a day of every year, written as `03-31`."""
    day = date.fromisoformat(f"2024-{text}")  # a leap year: 29 February is a day too
    return format_date(day, format="d MMMM", locale=locale_name())


def month(day: date) -> str:
    """`oktober 2024`, for a date of which only the month is known."""
    return format_date(day, format="MMMM y", locale=locale_name())


def short_date(day: date) -> str:
    """`19 dec 2026`, for narrow places such as chips and tables."""
    return format_date(day, format="d MMM y", locale=locale_name()).replace(".", "")


def moment(at: datetime) -> str:
    """`19 december 2026 om 17:00` in Amsterdam. Raises ValueError for a moment without a zone."""
    local = _in_amsterdam(at)
    return _("%(day)s om %(time)s", day=plain_date(local.date()), time=clock_time(at))


def clock_time(at: datetime) -> str:
    """`17:00` in Amsterdam. Raises ValueError for a moment without a zone."""
    return format_time(_in_amsterdam(at), format="HH:mm", locale=locale_name())


def civil_day(at: datetime) -> date:
    """The date in Amsterdam of a moment. Raises ValueError for a moment without a zone."""
    return _in_amsterdam(at).date()


def period(start: date, end: date) -> str:
    """`12 december 2026 tot en met 14 december 2026`; one date when both are the same."""
    if start == end:
        return plain_date(start)
    return _("%(start)s tot en met %(end)s", start=plain_date(start), end=plain_date(end))


def away(day: date, today: date) -> str:
    """How far a date is from today: `vandaag`, `over 3 dagen`, `gisteren`, `4 weken geleden`."""
    days = (day - today).days
    near = {0: _("vandaag"), 1: _("morgen"), -1: _("gisteren"), 2: _("overmorgen"), -2: _("eergisteren")}
    if days in near:
        return near[days]
    length = duration(abs(days))
    return _("over %(length)s", length=length) if days > 0 else _("%(length)s geleden", length=length)


def duration(days: int) -> str:
    """A number of days in the largest unit that stays honest: `13 dagen`, `3 weken`, `5 maanden`, `2 jaar`."""
    if days < 21:
        return ngettext("%(number)s dag", "%(number)s dagen", days)
    if days < 70:
        return ngettext("%(number)s week", "%(number)s weken", days // 7)
    if days < 730:
        return ngettext("%(number)s maand", "%(number)s maanden", int(days / 30.44))
    return ngettext("%(number)s jaar", "%(number)s jaar", int(days / 365.25))


def _in_amsterdam(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(AMSTERDAM)
