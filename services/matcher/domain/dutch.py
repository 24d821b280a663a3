"""Reading Dutch: words, stems, parts of compounds and four-letter pieces. No model, no dictionary to download."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from services.matcher.domain.stop_words import STOP_WORDS

_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = ("heden", "ingen", "eren", "isch", "lijk", "tjes", "jes", "ing", "tje", "en", "je", "er", "es", "e")


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words that carry meaning, in order."""
    return [word for word in _WORD.findall(plain(text)) if len(word) > 2 and word not in STOP_WORDS]


def stem(word: str) -> str:
    """The word without its common Dutch endings: tuinen, tuintje and tuin are one; bomen and boom too."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    # An open syllable writes one vowel where the closed one writes two; a doubled consonant falls away.
    word = re.sub(r"([aeou])\1", r"\1", word)
    word = re.sub(r"([bdfgklmnprst])\1$", r"\1", word)
    if word[-1] in "vz":
        word = word[:-1] + {"v": "f", "z": "s"}[word[-1]]
    return word[:-1] if word[-1] in "st" and len(word) > 3 else word


def pieces(text: str, size: int = 4) -> Iterator[str]:
    """Overlapping pieces of `size` letters of each meaning-carrying word; they catch compounds the stems miss."""
    for word in words(text):
        padded = f" {word} "
        for start in range(max(1, len(padded) - size + 1)):
            yield padded[start : start + size]


_KINDS = {
    "sportclub": ("sportclub", "sportvereniging", "voetbalclub", "voetbalvereniging", "korfbalvereniging"),
    "jeugdhonk": ("jeugdhonk", "jongerencentrum", "jongerenhonk"),
    "wijkcentr": ("wijkcentrum", "buurthuis", "huis van de wijk", "wijkgebouw"),
    "buurtverenig": ("buurtvereniging", "bewonersvereniging"),
    "scouting": ("scouting",),
}


def names_kind(kind: str, own_words: str) -> bool:
    """Whether a place's own words name a kind of organisation that a page mentions in other words."""
    page, own = plain(kind), plain(own_words)
    return any(root in page and any(word in own for word in same) for root, same in _KINDS.items())


_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_SEASONS = {
    "voorjaar": (3, 4, 5),
    "lente": (3, 4, 5),
    "zomer": (6, 7, 8),
    "najaar": (9, 10, 11),
    "herfst": (9, 10, 11),
    "winter": (12, 1, 2),
}


def months_named(text: str) -> frozenset[int]:
    """The months (1 to 12) that a text names, by name or by season."""
    found = set(_WORD.findall(plain(text)))
    months = {number for number, name in enumerate(_MONTHS, 1) if name in found}
    return frozenset(months.union(*(season for name, season in _SEASONS.items() if name in found)))
