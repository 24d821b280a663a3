"""When a fact was seen, in words: dates are recorded as exactly as they were known (year, month or day)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from services.matcher.domain.freshness import ShelfLives, earliest_day, months_between
from shared.wording.dates import plain_date
from shared.wording.language import locale_name
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class Seen:
    """The words for a chip; `is_fresh` is False when the date is old or not known."""

    text: str
    is_fresh: bool


def seen(seen_on: str | None, today: date, lives: ShelfLives | None = None) -> Seen:
    """`Gezien op 28 oktober 2024`, `Gezien in 2024`, `Niet bekend wanneer dit is gezien`."""
    day = earliest_day(seen_on)
    if day is None or seen_on is None:
        return Seen(_("Niet bekend wanneer dit is gezien"), False)
    is_fresh = months_between(day, today) < (lives or ShelfLives()).volatile_months
    when = recorded_date(seen_on)
    text = _("Gezien op %(day)s", day=when) if len(seen_on) > 7 else _("Gezien in %(time)s", time=when)
    return Seen(text if is_fresh else _("%(seen)s: kijk het na", seen=text), is_fresh)


def recorded_date(recorded: str) -> str:
    """A recorded date in words, no more exact than it is: `2024`, `oktober 2024`, `28 oktober 2024`."""
    day = earliest_day(recorded)
    if day is None or len(recorded) < 7:
        return recorded
    if len(recorded) == 7:
        return format_date(day, format="MMMM y", locale=locale_name())
    return plain_date(day)
