"""Texts in the current language. The Dutch text is the key, so Dutch needs no catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from shared.wording.language import DUTCH, current_language

LOCALES = Path(__file__).parent / "locales"


def gettext(msgid: str, /, **values: object) -> str:
    """The text in the current language, with `%(name)s` places filled; without a translation the Dutch text.

    A text without values is taken as it stands, so that "100%" needs no doubling.
    """
    text = _translations(current_language()).get(msgid, msgid)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The text for one or for another number of things; `%(number)s` is filled with the number."""
    found = _plurals(current_language()).get(one, (one, many))
    return found[0 if number == 1 else -1] % {"number": number, **values}


@cache
def read_catalogue(language: str) -> Catalog | None:
    """The catalogue of a language as Babel reads it; None when there is none (as for Dutch)."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if language == DUTCH or not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def _translations(language: str) -> dict[str, str]:
    catalogue = read_catalogue(language)
    if catalogue is None:
        return {}
    return {m.id: m.string for m in catalogue if isinstance(m.id, str) and isinstance(m.string, str) and m.string}


@cache
def _plurals(language: str) -> dict[str, tuple[str, ...]]:
    catalogue = read_catalogue(language)
    if catalogue is None:
        return {}
    return {
        m.id[0]: tuple(m.string)
        for m in catalogue
        if isinstance(m.id, (tuple, list)) and isinstance(m.string, (tuple, list)) and all(m.string)
    }
