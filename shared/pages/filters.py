"""Jinja filters: values of the domain become words. Empty values become an empty text, never an error on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeGuard

from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import is_id, short_reference
from shared.wording import dates, money
from shared.wording.texts import gettext as _

Day = date | datetime | str | None


def as_day(value: Day) -> date | None:
    """The civil date in Amsterdam of a date, an aware moment or an ISO text; None when it is none of these.

    Of a text that names only a year or a month (`2024`, `2024-10`) it is the first day: an age is then never too low.
    """
    if isinstance(value, datetime):
        return dates.civil_day(value)
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    whole = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    try:
        return date.fromisoformat(whole[:10])
    except ValueError:
        return None


def _is_part(value: Day) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) in (4, 7)


def as_moment(value: datetime | str | None) -> datetime | None:
    """The aware moment in a moment or an ISO text; a text without a zone is taken as Amsterdam time."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return found if not found or found.tzinfo else found.replace(tzinfo=AMSTERDAM)


def money_text(cents: int | None) -> str:
    """`€ 2.500` for whole cents."""
    return "" if cents is None else money.euros(cents)


def money_exact(cents: int | None) -> str:
    """`€ 2.500,00` for whole cents: for columns under each other."""
    return "" if cents is None else money.euros(cents, always_cents=True)


def date_text(value: Day) -> str:
    """`zaterdag 19 december 2026`."""
    day = as_day(value)
    return dates.long_date(day) if day else ""


def day_text(value: Day) -> str:
    """`19 december 2026`; `oktober 2024` or `2024` when the text says no more than that."""
    day = as_day(value)
    if day and _is_part(value):
        return value if len(value) == 4 else dates.month(day)
    return dates.plain_date(day) if day else ""


def on_day(value: Day) -> str:
    """Inside a sentence: `op 19 december 2026`, `in oktober 2024`, `in 2024`."""
    if _is_part(value):
        return _("in %(time)s", time=day_text(value))
    return _("op %(day)s", day=day_text(value))


def short_day_text(value: Day) -> str:
    """`19 dec 2026`."""
    day = as_day(value)
    return dates.short_date(day) if day else ""


def moment_text(value: datetime | str | None) -> str:
    """`19 december 2026 om 17:00`."""
    found = as_moment(value)
    return dates.moment(found) if found else ""


def iso(value: Day) -> str:
    """What a `datetime` attribute or a date field holds."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    day = as_day(value)
    return day.isoformat() if day else ""


def reference(identifier: str | None) -> str:
    """The short reference people read aloud for an id; other texts stay as they are."""
    return short_reference(identifier) if identifier and is_id(identifier) else identifier or ""


def field_id(name: str) -> str:
    """The id of the form field with this name: `costs.0.amount` becomes `veld-costs-0-amount`."""
    return "veld-" + "".join(letter if letter.isalnum() else "-" for letter in name)


def error_for(errors: Iterable[Any] | None, name: str) -> str:
    """The messages for one field out of the errors of a form (FieldError or mappings), as one text."""
    return " ".join(_part(error, "message") for error in errors or () if _part(error, "field") == name)


def _part(error: Any, name: str) -> str:
    value = error.get(name, "") if isinstance(error, Mapping) else getattr(error, name, "")
    return str(value)


FILTERS: dict[str, Callable[..., str]] = {
    "money": money_text,
    "money_exact": money_exact,
    "date": date_text,
    "day": day_text,
    "short_day": short_day_text,
    "on_day": on_day,
    "moment": moment_text,
    "iso": iso,
    "ref": reference,
    "amount_range": lambda pair: money.amount_range(*pair),
    "field_id": field_id,
    "error_for": error_for,
}
