"""How much the words of a need and of a source are about the same: half stems, half four-letter pieces."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import chain

from services.matcher.domain.dutch import pieces, stem, words
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source

Weights = Mapping[str, float]

FULL_FIT = 0.22
"""The likeness that counts as a full fit. Texts of a few sentences in different words hardly ever come above it."""


def source_text(source: Source) -> str:
    """What a source says about what it is for. Its name counts twice: it was chosen to tell."""
    rules = " ".join(requirement.text for requirement in source.requirements if requirement.kind in ("check", "people"))
    return " ".join((source.name, source.name, source.summary, *source.questions, rules))


def need_text(need: Need) -> str:
    """What a need says it is for. Its title counts three times: a description also tells how and with whom."""
    labels = " ".join(cost.label or "" for cost in need.costs or ())
    return " ".join((need.title, need.title, need.title, need.description, labels))


@lru_cache(maxsize=65536)
def _terms_of(word: str) -> tuple[str, ...]:
    """The stem of a word, then its pieces."""
    return (stem(word), *(f"_{piece}" for piece in pieces(word)))


def _terms(text: str) -> Counter[str]:
    return Counter(chain.from_iterable(_terms_of(word) for word in words(text)))


class TextFit:
    """The likeness of needs to the sources it was made of. Making it reads all texts once.

    Without `kept` only what is counted over all texts stays in memory, and no source has weights of its own here.
    """

    def __init__(self, sources: Collection[Source], kept: bool = True) -> None:
        spread: Counter[str] = Counter()
        counts: dict[str, Counter[str]] = {}
        for source in sources:
            terms = _terms(source_text(source))
            spread.update(terms.keys())
            if kept:
                counts[source.id] = terms
        total = max(1, len(sources))
        self._rarity = {term: math.log(1 + total / number) for term, number in spread.items()}
        self._unseen = math.log(1 + total)
        self._sources = {identifier: self._weigh(terms) for identifier, terms in counts.items()}
        self._last: tuple[str, Weights] = ("", {})

    def of(self, need: Need) -> Mapping[str, float]:
        """The fit of every source for this need, 0 to 1, by id."""
        wanted = self.weights_of_need(need)
        return {identifier: self.fit(wanted, offered) for identifier, offered in self._sources.items()}

    def of_one(self, need: Need, source: Source) -> float:
        """The fit of one source, also one that was not among those it was made of."""
        offered = self._sources.get(source.id) or self.weights_of_source(source)
        return self.fit(self.weights_of_need(need), offered)

    @property
    def offered(self) -> Mapping[str, Weights]:
        """The weights of every source it was made of, by id."""
        return self._sources

    def weights_of_source(self, source: Source) -> Weights:
        """The weights of a source that it was not made of, or that has changed since."""
        return self._weigh(_terms(source_text(source)))

    def weights_of_need(self, need: Need) -> Weights:
        """The weights of a need; one need is judged often, so the last one is kept."""
        text, (known, weights) = need_text(need), self._last
        if text != known:
            weights = self._weigh(_terms(text))
            self._last = (text, weights)
        return weights

    @staticmethod
    def fit(wanted: Weights, offered: Weights) -> float:
        """How much two texts are alike, 0 to 1."""
        likeness = sum(wanted[term] * offered[term] for term in wanted.keys() & offered.keys())
        return min(1.0, likeness / FULL_FIT)

    def _weigh(self, terms: Mapping[str, int]) -> Weights:
        """The weight of every term; stems and pieces each make up half of the length."""
        stems: dict[str, float] = {}
        bits: dict[str, float] = {}
        rarity, unseen = self._rarity, self._unseen
        for term, count in terms.items():
            weight = rarity.get(term, unseen)
            if count > 1:
                weight *= 1 + math.log(count)
            (bits if term[0] == "_" else stems)[term] = weight
        return {**_of_half_length(stems), **_of_half_length(bits)}


def _of_half_length(weights: Mapping[str, float]) -> Weights:
    length = math.sqrt(2 * sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}
