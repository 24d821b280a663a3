"""Money is whole cents. Reading what people type for an amount in Dutch."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MAX_CENTS = 100_000_000_000  # one thousand million euro: more is a typing error

_DUTCH = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}|-|--|—))?\Z")
_PLAIN = re.compile(r"\d+\.\d{1,2}\Z")


class AmountProblem(ValueError):
    """The amount can't be read; `code` is one of not_a_number, negative, too_large, too_precise."""

    def __init__(self, code: str, text: object) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code = code


def parse_amount(value: str | int | float | Decimal) -> int:
    """Whole cents of an amount of euros as a person or a file writes it.

    Reads "2500", "2.500", "2.500,00", "€ 2.500,-", "2500.50" and the numbers 2500 and 2500.5.
    Raises AmountProblem for a negative, unreadable, too large or too precise amount.
    """
    if isinstance(value, bool):
        raise AmountProblem("not_a_number", value)
    if isinstance(value, (int, float, Decimal)):
        return _cents_of_number(Decimal(str(value)), value)
    text = re.sub(r"[\s\u00a0\u202f]", "", value).removeprefix("€").removeprefix("EUR").removesuffix("euro")
    if text.startswith(("-", "\u2212")):
        raise AmountProblem("negative", value)
    if _PLAIN.match(text):
        return _cents_of_number(Decimal(text), value)
    found = _DUTCH.match(text) if text.isascii() or "—" in text else None
    if not found:
        raise AmountProblem("not_a_number", value)
    cents = (found["cents"] or "0").strip("-—") or "0"
    whole = found["whole"].replace(".", "")
    return _cents_of_number(Decimal(f"{whole}.{cents}"), value)


def _cents_of_number(number: Decimal, shown: object) -> int:
    if not number.is_finite():
        raise AmountProblem("not_a_number", shown)
    if number < 0:
        raise AmountProblem("negative", shown)
    if number * 100 > MAX_CENTS:
        raise AmountProblem("too_large", shown)
    try:
        cents = (number * 100).to_integral_exact()
    except InvalidOperation as error:
        raise AmountProblem("not_a_number", shown) from error
    if cents != number * 100:
        raise AmountProblem("too_precise", shown)
    return int(cents)
