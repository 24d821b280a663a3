"""Amounts in Dutch words, for the paper that somebody signs."""

from __future__ import annotations

_SMALL = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    *("dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
_TENS = ("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


def amount_in_words(cents: int) -> str:
    """`driehonderdvijftig euro en vijf cent`; up to a million euro."""
    euros, rest = divmod(cents, 100)
    words = f"{_number(euros)} euro"
    return f"{words} en {_number(rest)} cent" if rest else words


def _number(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _below_hundred(number)
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds] if hundreds > 1 else ''}honderd{_number(rest) if rest else ''}"
    thousands, rest = divmod(number, 1000)
    head = f"{_number(thousands) if thousands > 1 else ''}duizend"
    return f"{head} {_number(rest)}" if rest else head


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not ones:
        return _TENS[tens]
    # Two vowels that would run together are kept apart: tweeëntwintig, drieëntwintig.
    joint = "ën" if _SMALL[ones].endswith("e") else "en"
    return f"{_SMALL[ones]}{joint}{_TENS[tens]}"
