"""Which housing associations a need names in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from services.matcher.domain.dutch import plain
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source

_WORD = re.compile(r"[^\W_]+")


class Landlords:
    """The housing associations among the sources, found by the longest word of their names."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._by_word: dict[str, dict[str, str]] = {}
        self._word_of: dict[str, str] = {}
        for source in sources:
            self.put(source)

    def copy(self) -> Landlords:
        """The same ones, to be changed apart."""
        other = Landlords()
        other._by_word = {word: dict(names) for word, names in self._by_word.items()}
        other._word_of = dict(self._word_of)
        return other

    def put(self, source: Source) -> None:
        """Adds a source when it is a housing association; takes it out when it isn't any more."""
        self.drop(source.id)
        if source.provider_kind == "housing_association":
            name = _short(source.provider)
            word = self._word_of[source.id] = max(_WORD.findall(name), key=len, default="")
            self._by_word.setdefault(word, {})[source.id] = name

    def drop(self, source_id: str) -> None:
        """Takes a source out."""
        word = self._word_of.pop(source_id, None)
        if word is not None:
            del self._by_word[word][source_id]

    def named_by(self, need: Need) -> frozenset[str]:
        """The ids of those that the need names in its own words."""
        own_words = f" {plain(need.title)} {plain(need.description)} "
        near = (self._by_word[word].items() for word in {*_WORD.findall(own_words)} & self._by_word.keys())
        return frozenset(id_ for names in near for id_, name in names if _names(own_words, name))


@lru_cache(maxsize=4096)
def _short(provider: str) -> str:
    return plain(provider).removeprefix("woningcorporatie ").removeprefix("stichting ")


def _names(own_words: str, name: str) -> bool:
    at = own_words.find(name)
    return at > 0 and not own_words[at - 1].isalnum() and not own_words[at + len(name) : at + len(name) + 1].isalnum()
