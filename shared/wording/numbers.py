"""Numbers as people read them."""

from __future__ import annotations

from babel.numbers import format_decimal, format_percent

from shared.wording.language import locale_name
from shared.wording.texts import ngettext


def number(value: int | float) -> str:
    """`12.500` and `2,5`: grouped, at most two decimals."""
    return format_decimal(value, format="#,##0.##", locale=locale_name())


def percent(share: float) -> str:
    """A share between 0 and 1 in whole percents: `35%`."""
    return format_percent(share, format="#,##0%", locale=locale_name())


def hours(value: float) -> str:
    """`2 uur`, `2,5 uur`."""
    # Two forms that are the same in Dutch ("2 uur") and differ in English.
    return ngettext("%(amount)s uur", "%(amount)s uur", 1 if value == 1 else 2, amount=number(value))
