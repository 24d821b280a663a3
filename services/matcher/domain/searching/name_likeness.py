"""How much the name of a source in somebody's own sheet looks like a source of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from services.matcher.domain.dutch import plain
from services.matcher.domain.source import Source

ENOUGH = 0.5
"""At least half of the words that say something must be found again."""
NEAR = 0.8
"""Two words that differ no more than by a slip of the pen or an ending."""
INSIDE = 0.85
"""For a word that is a part of a longer one: "bewoners" of "bewonersinitiatief"."""
_FUND = "fonds"
"""People write it as a word of its own or not: "VSB fonds" is VSBfonds."""
_SAY_NOTHING = frozenset(
    {
        *("de", "het", "een", "en", "of", "voor", "van", "in", "op", "bij", "aan", "te"),
        *(
            "stichting",
            "fonds",
            "fondsen",
            "subsidie",
            "subsidies",
            "regeling",
            "bijdrage",
            "gemeente",
            "aanvraag",
            "nog",
            "geen",
            "bron",
        ),
    }
)


def most_alike(name: str, provider: str, sources: Iterable[Source], most: int) -> list[Source]:
    """The sources whose name and giver look most like these, the best first; none when nothing is alike enough."""
    asked = frozenset(_words(f"{name} {provider}"))
    if not asked:
        return []
    shares = [(_found_share(asked, _words_of(source.name, source.provider)), source) for source in sources]
    found = sorted(
        ((share, *nearness(name, source.name), source.id, source) for share, source in shares if share >= ENOUGH),
        key=lambda one: (-one[0], -one[1], -one[2], one[3]),
    )
    return [one[-1] for one in found[:most]]


def nearness(text: str, other: str) -> tuple[float, float]:
    """How near a title comes, to sort by: the share of its words that are found again, then how alike the whole is."""
    mine, theirs = _words(text), _words(other)
    share = _found_share(frozenset(mine), frozenset(theirs))
    return share, _ratio(" ".join(mine), " ".join(theirs))


def _found_share(asked: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of what was asked is found again, from 0 to 1."""
    return sum(_found(word, theirs) for word in asked) / len(asked) if asked and theirs else 0.0


def _found(word: str, among: frozenset[str]) -> float:
    if word in among:
        return 1.0
    if len(word) < 4 or word.isdigit():
        return 0.0
    if len(word) > 4 and any(word in other or other in word for other in among if len(other) > 4):
        return INSIDE
    near = (_ratio(word, other) for other in among if other[0] == word[0] and abs(len(other) - len(word)) <= 4)
    best = max(near, default=0.0)
    return best if best >= NEAR else 0.0


@lru_cache(maxsize=20_000)
def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=5_000)
def _words_of(name: str, provider: str) -> frozenset[str]:
    return frozenset(_words(f"{name} {provider}"))


def _words(text: str) -> list[str]:
    words = (word.removesuffix(_FUND) or word for word in re.findall(r"[a-z0-9]+", plain(text)))
    return [word for word in words if word not in _SAY_NOTHING]
