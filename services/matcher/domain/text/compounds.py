"""Taking Dutch compounds apart: fewest parts, longest first part; the words that may be a part are handed in."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

SHORTEST, LONGEST_WORD = 3, 40
"""A part has three letters or more; nobody's word is longer than forty, so that junk costs no time."""
LINKS = ("", "s", "en", "e", "n")
NO_PARTS = frozenset(
    """
    aar aard achtig age baar baars beer den der ding dom eren ering erig heden heer heid iek ing ingen ische isme
    iteit jes kens lijk lijke ling lingen schappelijk loos loze maal matig nis pen per ren rij rijk ring ringen schap
    schappen seren sels sel ste ster sters teit ten ter tie ties tje tjes ven zaam zame aal eel eer ees ier
    oor ans ant ent
    """.split()  # noqa: SIM905 - a list of this length is easier to read as text
)
"""Endings that happen to be words too."""


class Splitter:
    """Takes words apart into those of one list. Remembers what it has seen."""

    def __init__(self, parts: Container[str]) -> None:
        self._parts = parts
        self._known = lru_cache(maxsize=65536)(self._split)

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts in order, without linking letters; the word itself when it is no compound. Lower case only."""
        return self._known(word) if 2 * SHORTEST < len(word) <= LONGEST_WORD else (word,)

    def _split(self, word: str) -> tuple[str, ...]:
        """Fewest parts, then the longest first part; a word of the list only into two parts of four letters or more."""
        if word in self._parts:
            return self._in_two(word, shortest=4) or (word,)
        return self._in_two(word, SHORTEST) or self._in_more(word) or (word,)

    def _in_two(self, word: str, shortest: int) -> tuple[str, str] | None:
        for cut in range(len(word) - shortest, shortest - 1, -1):
            head = word[cut:]
            if self._is_part(head) and (first := self._first(word[:cut], shortest)):
                return first, head
        return None

    def _in_more(self, word: str) -> tuple[str, ...] | None:
        """Three parts: a last part with two before it."""
        for cut in range(len(word) - SHORTEST, 2 * SHORTEST - 1, -1):
            if self._is_part(word[cut:]):
                for before in _unlinked(word[:cut]):
                    if found := self._in_two(before, SHORTEST):
                        return (*found, word[cut:])
        return None

    def _first(self, text: str, shortest: int) -> str | None:
        return next((part for part in _unlinked(text) if len(part) >= shortest and self._is_part(part)), None)

    def _is_part(self, text: str) -> bool:
        return len(text) >= SHORTEST and text in self._parts and text not in NO_PARTS


def _unlinked(text: str) -> list[str]:
    return [text.removesuffix(link) for link in LINKS if text.endswith(link)]
