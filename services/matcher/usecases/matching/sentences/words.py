"""The values of a verdict as words in the current language, to be put into a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from services.matcher.domain.regions import Regions
from services.matcher.domain.verdicts import Code, Value, Verdict
from shared.contracts.codes import label
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.money import euros
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

Words = Mapping[str, str]
Sentence = Callable[[Words], str]
"""Makes the sentence of one finding out of its words."""

CHOICES = frozenset({"forms", "any_of", "receivers"})
"""Lists of which one is enough: joined with "of"."""


def words_of(verdict: Verdict, regions: Regions) -> Words:
    """Every value as text: amounts, dates, and labels of codes. `max_cents` is found under `max`."""
    return words_in(verdict.values, verdict.note, regions)


def words_in(values: Iterable[tuple[str, Value]], note: str | None, regions: Regions) -> Words:
    """The same for values that belong to no verdict."""
    found = {name.removesuffix("_cents"): _in_words(name, value, regions) for name, value in values}
    own_words = note or ""
    return {**found, "note": own_words, "rule": own_words.rstrip(". ")}


def _in_words(name: str, value: Value, regions: Regions) -> str:
    if value is None:
        return ""
    if isinstance(value, Code):
        return _label(value, regions)
    if isinstance(value, tuple):
        labels = list(dict.fromkeys(_label(code, regions) for code in value))
        return _join(labels, _("of") if name in CHOICES else _("en"), _("en"))
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, int) and name.endswith("_cents"):
        return euros(value)
    return number(value) if isinstance(value, (int, float)) else value


def _label(code: Code, regions: Regions) -> str:
    if code.list == "region":
        return regions.full_name(code.code)
    return label(code.list, code.code, current_language())


def _join(labels: list[str], last: str, word_and: str) -> str:
    if any(f" {word_and} " in text for text in labels):  # "wonen en leefbaarheid" and another "en" would blur
        return ", ".join(labels)
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} {last} {labels[-1]}"
