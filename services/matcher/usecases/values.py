"""Reads single values that a person or a program gives: cleaned, checked, and with the mend when they are wrong.

Every reader takes any value and returns a clean one, or None for "not known" (empty or absent). What can't be read
raises Wrong. Forms, JSON and tests all come through here, so an amount or a date means the same everywhere.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shared.kernel.letters import is_hidden
from shared.kernel.money import AmountProblem, parse_amount
from shared.kernel.numerals import number_of_text
from shared.wording.texts import gettext as _

Reader = Callable[[Any], Any]
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


class Wrong(ValueError):
    """A value can't be used; `code` is for programs, `message` is Dutch and says the mend."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Whole:
    """Reads a whole number between two bounds."""

    most: int
    least: int = 0

    def __call__(self, value: Any) -> int | None:
        """`12`, `"12"`, `12.0`; not `"twaalf"`."""
        number = read_number(value)
        if number is None:
            return None
        if number != int(number):
            raise Wrong("not_an_integer", _("Geef een heel getal, zonder komma."))
        if not self.least <= number <= self.most:
            text = _("Geef een getal van %(least)s tot en met %(most)s.", least=self.least, most=self.most)
            raise Wrong("out_of_range", text)
        return int(number)


@dataclass(frozen=True)
class Text:
    """Reads text of at most `most` characters; line breaks stay when `lines` is set."""

    most: int
    lines: bool = False

    def __call__(self, value: Any) -> str | None:
        """The text without control characters and outer spaces; None when nothing is left."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise Wrong("not_text", _("Geef een tekst."))
        text = clean_text(value, lines=self.lines)
        if len(text) > self.most:
            text = _("Dit is te lang: %(given)s tekens. Er is plaats voor %(most)s.", given=len(text), most=self.most)
            raise Wrong("too_long", text)
        return text or None


@dataclass(frozen=True)
class OneOf:
    """Reads one code out of a list."""

    codes: Collection[str]

    def __call__(self, value: Any) -> str | None:
        """The code, when it is one of the list."""
        if value in (None, ""):
            return None
        if not isinstance(value, str) or value not in self.codes:
            raise Wrong("unknown_code", _("“%(value)s” kennen wij niet. Kies uit de lijst.", value=shown(value)))
        return value


@dataclass(frozen=True)
class SomeOf:
    """Reads any number of codes out of a list; keeps the order of the list. An empty list means: none of these."""

    codes: Collection[str]
    empty_is_known: bool = False

    def __call__(self, value: Any) -> list[str] | None:
        """The codes, each once."""
        if value is None:
            return None
        if not isinstance(value, (list, tuple)):
            raise Wrong("not_a_list", _("Geef een lijst."))
        unknown = [item for item in value if not isinstance(item, str) or item not in self.codes]
        if unknown:
            names = ", ".join(f"“{shown(item)}”" for item in unknown[:3])
            raise Wrong("unknown_code", _("%(names)s kennen wij niet. Kies uit de lijst.", names=names))
        chosen = [code for code in self.codes if code in value]
        return chosen if chosen or self.empty_is_known else None


def read_yes_no(value: Any) -> bool | None:
    """`True`, `False`, `"yes"`, `"no"`."""
    answers = {True: True, False: False, "yes": True, "no": False, "": None, None: None}
    # 1 == True in Python; a number is no answer to a yes-no question.
    if isinstance(value, (str, bool, type(None))) and value in answers:
        return answers[value]
    raise Wrong("not_a_boolean", _("Antwoord met ja of nee."))


def read_number(value: Any) -> float | None:
    """`2.5`, `"2,5"`, `"1.250"`; zero or more."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = number_of_text(value.strip())
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Wrong("not_a_number", _("Geef een getal, met cijfers."))
    if isinstance(value, float) and not math.isfinite(value):
        raise Wrong("not_a_number", _("Geef een getal, met cijfers."))
    if value < 0:
        raise Wrong("negative", _("Een getal onder nul kan hier niet. Haal het minteken weg."))
    if value > 10**9:
        raise Wrong("out_of_range", _("Dit getal is te groot."))
    return value


def read_euros(value: Any) -> int | float | None:
    """An amount in euros as need.schema.json writes it; reads `2500`, `"2.500"`, `"€ 2.500,00"`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        cents = parse_amount(value)
    except AmountProblem as problem:
        raise Wrong(problem.code, amount_mend(problem.code)) from problem
    except TypeError as error:
        raise Wrong("not_a_number", amount_mend("not_a_number")) from error
    return cents // 100 if cents % 100 == 0 else float(Decimal(cents) / 100)


def amount_mend(code: str) -> str:
    """How to mend an amount, by the code of AmountProblem."""
    mends = {
        "not_a_number": _("Dit is geen bedrag. Schrijf het met cijfers, zoals 2500 of 2.500,00."),
        "negative": _("Een bedrag is nul of meer. Haal het minteken weg."),
        "too_large": _("Dit bedrag is te groot. Kijk na of er niet te veel nullen staan."),
        "too_precise": _("Een bedrag heeft hooguit twee cijfers achter de komma."),
    }
    return mends[code]


def read_day(value: Any) -> str | None:
    """A date as ISO text; reads `2026-12-19` and `19-12-2026`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = _day_of_text(value.strip())
    if not isinstance(value, date):
        raise Wrong("not_a_date", _("Dit is geen datum. Schrijf dag, maand en jaar, zoals 19-12-2026."))
    if not EARLIEST <= value <= LATEST:
        raise Wrong("out_of_range", _("Kijk het jaartal na: wij rekenen met 1990 tot 2100."))
    return value.isoformat()


def clean_text(text: str, *, lines: bool = False) -> str:
    """Text in one normal form, without control and direction characters; spaces at the ends are gone."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        text = re.sub(r"\s+", " ", text)
    kept = (letter for letter in text if letter == "\n" or not is_hidden(letter))
    return "".join(kept).strip()


def shown(value: object) -> str:
    """A value from outside, short enough to repeat in a message."""
    text = clean_text(str(value))
    return text if len(text) <= 40 else text[:39] + "…"


def _day_of_text(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text, re.ASCII)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return None
