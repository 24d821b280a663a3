"""Dates, amounts and small numbers as letters write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shared.kernel.money import AmountProblem, parse_amount

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "feb"),
            ("maart", "march", "mrt", "mar"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("augustus", "august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:e|st|nd|rd|th)?\s+(?P<name>{_MONTH})\.?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)

_FIGURES = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNTS = (
    re.compile(rf"(?:€|\beur(?:o)?\b)\s*(?P<figures>{_FIGURES})", re.IGNORECASE),
    re.compile(rf"\b(?P<figures>{_FIGURES})(?:,(?:-|--|—))?\s*(?:euro\b|eur\b|€)", re.IGNORECASE),
)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?\Z")

_UNITS = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    *("tien", "elf", "twaalf", "dertien", "veertien"),
)
_TEENS = {"vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19}
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_SMALL = {word: number for number, word in enumerate(_UNITS)} | _TEENS
_SMALL |= {ten: 20 + 10 * place for place, ten in enumerate(_TENS)}
_SMALL |= {
    f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}": 20 + 10 * place + number
    for place, ten in enumerate(_TENS)
    for number, unit in enumerate(_UNITS[1:10], start=1)
}
_WORDS = re.compile(r"\b(?P<words>[a-zë]+(?:duizend|honderd)[a-zë]*|duizend|honderd)\s+euro\b", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """An amount of money in a sentence: whole cents, and where it stands."""

    cents: int
    start: int
    end: int


def dates_in(text: str) -> list[date]:
    """The dates in a text, in order; what only looks like a date is left out."""
    found: dict[int, date] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
            try:
                found.setdefault(match.start(), date(int(parts["year"]), month, int(parts["day"])))
            except ValueError:
                continue
    return [found[place] for place in sorted(found)]


def amounts_in(text: str) -> list[Amount]:
    """The amounts of euros in a text, in figures or in words, in order."""
    found: dict[int, Amount] = {}
    taken: set[int] = set()
    for pattern in _AMOUNTS:
        for match in pattern.finditer(text):
            place = match.start("figures")
            cents = _cents(match["figures"])
            if cents is not None and place not in taken:
                taken.add(place)
                found[match.start()] = Amount(cents, match.start(), match.end())
    for match in _WORDS.finditer(text):
        number = number_of(match["words"])
        if number is not None:
            found[match.start()] = Amount(number * 100, match.start(), match.end())
    return [found[place] for place in sorted(found)]


def number_of(words: str) -> int | None:
    """A whole number in figures or in Dutch words (`zes`, `vijfentwintighonderd`, `vijfduizend`), else None."""
    text = words.lower()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    if text in _SMALL:
        return _SMALL[text]
    for word, worth in (("duizend", 1000), ("honderd", 100)):
        head, middle, tail = text.partition(word)
        if middle:
            many = number_of(head) if head else 1
            rest = number_of(tail.removeprefix("en")) if tail else 0
            return None if many is None or rest is None else many * worth + rest
    return None


def _cents(figures: str) -> int | None:
    text = figures.replace(",", "") if _ENGLISH.match(figures) else figures
    try:
        return parse_amount(text)
    except AmountProblem:
        return None
