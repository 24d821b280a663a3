"""Stems of Dutch words by Snowball (Kraaij and Pohlmann's stemmer), as PyStemmer brings it."""

from __future__ import annotations

from functools import cache

from Stemmer import Stemmer

from services.matcher.domain.text.concepts import Stem


@cache
def dutch_stem() -> Stem:
    """The function from a word to its stem. Its own memory is off: what calls it remembers."""
    stemmer = Stemmer("dutch", 0)

    def stem(word: str) -> str:
        return str(stemmer.stemWord(word))

    return stem
