"""Whether a text is a bank account number of a country in SEPA."""

from __future__ import annotations

from functools import cache

# Countries and territories with their own IBAN code in the SEPA scheme (EPC409-09, version 6.0 of June 2025).
SEPA = frozenset(
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE"
    " SI SK SM VA".split()
)


@cache
def _checker() -> object:
    # Imported late: the library reads a table of countries, and a start of the program should not wait for that.
    from stdnum import iban

    return iban


def compact(text: str) -> str:
    """The number without spaces and points, in capitals."""
    return "".join(letter for letter in text if letter.isalnum()).upper()


def is_iban(text: str) -> bool:
    """Whether the number is right by its own check digits and its country is in SEPA."""
    number = compact(text)
    return number[:2] in SEPA and number.isascii() and bool(_checker().is_valid(number))  # type: ignore[attr-defined]
