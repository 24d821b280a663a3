"""When a fact was seen, in words: no more exact than it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.matcher.domain.freshness import ShelfLives, earliest_day, months_between
from shared.pages.filters import on_day
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class Seen:
    """The words for a chip; `is_fresh` is False when the date is old or not known."""

    text: str
    is_fresh: bool


def seen(seen_on: str | None, today: date, lives: ShelfLives) -> Seen:
    """`Gezien op 28 oktober 2024`, `Gezien in 2024: kijk het na`, `Gezien: datum niet bekend`."""
    day = earliest_day(seen_on)
    if day is None:
        return Seen(_("Gezien: datum niet bekend"), False)
    text = _("Gezien %(when)s", when=on_day(seen_on))
    if months_between(day, today) < lives.volatile_months:
        return Seen(text, True)
    return Seen(_("%(seen)s: kijk het na", seen=text), False)
