"""Amounts of money as people read them. In: whole cents."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency, format_decimal

from shared.wording.language import locale_name
from shared.wording.texts import gettext as _


def euros(cents: int, *, always_cents: bool = False) -> str:
    """`€ 2.500`, and `€ 2.500,50` when there are cents; the space does not break. `always_cents` for tables."""
    return _euros(cents, locale_name(), cents % 100 != 0 or always_cents)


@lru_cache(maxsize=4096)  # the same amounts come back on every page, and Babel takes its time
def _euros(cents: int, locale: str, with_cents: bool) -> str:
    value = Decimal(cents) / 100
    if with_cents:
        return format_currency(value, "EUR", locale=locale)
    return format_currency(value, "EUR", locale=locale, currency_digits=False, format=_whole_pattern())


def amount_range(low: int | None, high: int | None) -> str:
    """`€ 100 tot € 500`, `tot € 500`, `vanaf € 100`; without both it says that the amount is not known."""
    if low is not None and high is not None:
        return euros(low) if low == high else _("%(low)s tot %(high)s", low=euros(low), high=euros(high))
    if high is not None:
        return _("tot %(high)s", high=euros(high))
    if low is not None:
        return _("vanaf %(low)s", low=euros(low))
    return _("bedrag niet bekend")


def amount_to_edit(cents: int) -> str:
    """What stands in a form field for this amount: `2500` or `2500,50`, without sign or dots."""
    pattern = "0.00" if cents % 100 else "0"
    return format_decimal(Decimal(cents) / 100, format=pattern, locale=locale_name())


def _whole_pattern() -> str:
    return "¤\u00a0#,##0;¤\u00a0-#,##0" if locale_name() == "nl_NL" else "¤#,##0"
