"""From a text to its terms: stems, parts of compounds and concepts on one side, four-letter pieces on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.matcher.domain.dutch import words
from services.matcher.domain.text.compounds import Splitter
from services.matcher.domain.text.concepts import Concepts, Stem

LONGEST_TEXT = 60_000
"""Characters of a text that are read; more says nothing new and would only cost time."""
PIECE = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each term stands in a text. Pieces start with `_`, concepts with `=`; so the two never mix."""

    stems: Mapping[str, int]
    pieces: Mapping[str, int]


class Analyser:
    """Reads texts. Each word is worked out once and remembered."""

    def __init__(self, stem: Stem, splitter: Splitter, concepts: Concepts) -> None:
        self.concepts = concepts
        self._stem = stem
        self._splitter = splitter
        self._stems_of = lru_cache(maxsize=65536)(self._work_out)

    def terms(self, text: str) -> Terms:
        """All terms of a text."""
        counts = Counter(words(text[:LONGEST_TEXT]))
        stems: Counter[str] = Counter()
        pieces: Counter[str] = Counter()
        for word, count in counts.items():
            for term in self._stems_of(word):
                stems[term] += count
            for piece in _pieces(word):
                pieces[piece] += count
        return Terms(stems, pieces)

    def stem(self, word: str) -> str:
        """The stem of one word, as it stands among the terms of a text."""
        return self._stem(word)

    def spellings(self, word: str) -> tuple[str, ...]:
        """The word, the parts it is made of, and their parts."""
        return tuple(dict.fromkeys(self._taken_apart(word)))

    def _taken_apart(self, word: str) -> Iterator[str]:
        yield word
        for part in self._splitter.parts(word):
            if part != word:
                yield from self._taken_apart(part)

    def _work_out(self, word: str) -> tuple[str, ...]:
        found = self.spellings(word)
        concepts = (f"={concept.name}" for spelling in found for concept in self.concepts.of(spelling))
        return tuple(dict.fromkeys([*map(self._stem, found), *concepts]))


def _pieces(word: str) -> Iterator[str]:
    padded = f" {word} "
    for start in range(max(1, len(padded) - PIECE + 1)):
        yield f"_{padded[start : start + PIECE]}"
