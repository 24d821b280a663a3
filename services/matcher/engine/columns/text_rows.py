"""The weights of the words of many texts, as arrays; a text that changes rewrites its own row only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.text_fit import FULL_FIT, Weights

Floats = NDArray[np.float64]


class TextRows:
    """A row per slot. Terms get a number when a text first has them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms: list[NDArray[np.int32]] = []
        self._weights: list[Floats] = []

    def copy(self) -> TextRows:
        """The same texts, to be changed apart."""
        other = TextRows()
        other._numbers, other._terms, other._weights = dict(self._numbers), list(self._terms), list(self._weights)
        return other

    def put(self, slot: int, weights: Weights) -> None:
        """Writes the text of a slot; slots that are left open have no words."""
        numbers = self._numbers
        terms = np.fromiter((numbers.setdefault(term, len(numbers)) for term in weights), np.int32, len(weights))
        values = np.fromiter(weights.values(), np.float64, len(weights))
        missing = slot + 1 - len(self._terms)
        self._terms.extend([terms[:0]] * missing)
        self._weights.extend([values[:0]] * missing)
        self._terms[slot], self._weights[slot] = terms, values

    def table(self, weights: Weights) -> Floats:
        """The weights of a text by the numbers of the terms; terms that no row has fall away."""
        table = np.zeros(len(self._numbers) + 1)
        number = self._numbers.get
        table[[number(term, -1) for term in weights]] = list(weights.values())
        table[-1] = 0.0
        return table

    def fits(self, table: Floats, slots: list[int]) -> Floats:
        """How much the text of such a table is like that of each slot, 0 to 1: TextFit.fit."""
        rows = [self._terms[slot] for slot in slots]
        if not rows:
            return np.zeros(0)
        found = table[np.concatenate(rows)] * np.concatenate([self._weights[slot] for slot in slots])
        lengths = np.array([len(row) for row in rows])
        sums = np.add.reduceat(np.append(found, 0.0), np.cumsum(lengths) - lengths)
        sums[lengths == 0] = 0.0
        return np.minimum(1.0, sums / FULL_FIT)
