"""Likeness of two texts by BM25 (Robertson, 1994), half stems and half pieces; the weights are frozen per edition.

Each text has a row of term weights and a table of term weights; likeness is the sum over the row of one with the table
of the other. No index of words to texts: a changed source rewrites its own row and nothing else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.matcher.domain.text.analysis import Terms

Weights = Mapping[str, float]

SATURATION, LENGTH_PART = 1.2, 0.75
"""The usual constants of BM25: how soon repeating a word stops counting, and how much a long text is held back."""


@dataclass(frozen=True, slots=True)
class Half:
    """How rare each term of one kind is over the texts of an edition, and how long a text is on average."""

    rarity: Mapping[str, float]
    unseen: float
    mean_length: float

    def row(self, counts: Mapping[str, int]) -> Weights:
        """What each term of a text that offers brings, 0 to 1."""
        held_back = SATURATION * (1 - LENGTH_PART + LENGTH_PART * sum(counts.values()) / self.mean_length)
        return {term: count / (count + held_back) for term, count in counts.items()}

    def table(self, counts: Mapping[str, int]) -> Weights:
        """What each term of a text that asks is worth; together a half."""
        worth = {t: self.rarity.get(t, self.unseen) * n / (n + SATURATION) for t, n in counts.items()}
        total = 2 * sum(worth.values())
        return {term: weight / total for term, weight in worth.items()} if total else {}


@dataclass(frozen=True, slots=True)
class Edition:
    """The frozen weights of one set of texts. A text that came later is weighed by the same ones."""

    stems: Half
    pieces: Half

    @classmethod
    def of(cls, texts: Iterable[Terms]) -> Edition:
        """Counts over all texts."""
        known = list(texts)
        return cls(_half([text.stems for text in known]), _half([text.pieces for text in known]))

    def row(self, terms: Terms) -> Weights:
        """The weights of a text that offers."""
        return {**self.stems.row(terms.stems), **self.pieces.row(terms.pieces)}

    def table(self, terms: Terms) -> Weights:
        """The weights of a text that asks."""
        return {**self.stems.table(terms.stems), **self.pieces.table(terms.pieces)}


def likeness(row: Weights, table: Weights) -> float:
    """How much of what is asked is offered, from 0 up to but not including 1; the same in both directions."""
    few, many = (row, table) if len(row) < len(table) else (table, row)
    return math.fsum(weight * many[term] for term, weight in few.items() if term in many)


def _half(texts: list[Mapping[str, int]]) -> Half:
    spread = Counter(term for counts in texts for term in counts)
    total = len(texts)
    rarity = {term: math.log(1 + (total - number + 0.5) / (number + 0.5)) for term, number in spread.items()}
    lengths = sum(sum(counts.values()) for counts in texts)
    return Half(rarity, math.log(1 + (total + 0.5) / 0.5), max(1.0, lengths / max(1, total)))
