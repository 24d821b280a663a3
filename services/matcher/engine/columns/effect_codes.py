"""Effects as small numbers, and the memory of what was asked."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.matcher.engine.effects import Effect

Codes = NDArray[np.uint16]
Ask = Callable[[int], Effect]
"""The effect for the pair at this position."""

_MOST_EFFECTS = 4_096


class EffectCodes:
    """A number from 1 for every effect that occurs; there are some dozens."""

    def __init__(self) -> None:
        self._numbers: dict[Effect, int] = {}
        self._flags = np.zeros(_MOST_EFFECTS, np.int64)
        self._factors = np.ones(_MOST_EFFECTS)
        self._adding = Lock()

    def number(self, effect: Effect) -> int:
        """The number of this effect."""
        number = self._numbers.get(effect)
        if number is None:
            with self._adding:
                number = self._numbers.get(effect, len(self._numbers) + 1)
                self._flags[number], self._factors[number] = effect
                self._numbers[effect] = number
        return number

    def flags(self, codes: Codes) -> NDArray[np.int64]:
        """All flags of each column."""
        found: NDArray[np.int64] = np.bitwise_or.reduce(self._flags[codes], axis=0)
        return found

    def factors(self, codes: Codes) -> NDArray[np.float64]:
        """The factors of each row."""
        return self._factors[codes]


class Memory:
    """Effects that were asked before: by what the one side is, and by the number of what the many sides are."""

    def __init__(self, codes: EffectCodes, most_rows: int, of_nothing: int = 0) -> None:
        self._codes, self._most_rows, self._of_nothing = codes, most_rows, of_nothing
        self._rows: dict[Hashable, Codes] = {}

    def effects(self, one: Hashable, many: NDArray[Any], most: int, ask: Ask) -> Codes:
        """The number of the effect for each of `many` (below `most`).

        Those of number 0 have the effect `of_nothing`; when there is no such, each of them is asked for itself.
        """
        row = self._rows.get(one)
        if row is None or len(row) < most:
            row = self._row(one, row, most)
        found: Codes = row[many]
        if not found.all():
            self._fill(row, many, found, ask)
        return found

    def _row(self, one: Hashable, known: Codes | None, most: int) -> Codes:
        if known is None and len(self._rows) >= self._most_rows:
            self._rows.clear()
        row = np.zeros(most + most // 8, np.uint16)
        row[0] = self._of_nothing
        if known is not None:
            row[: len(known)] = known
        self._rows[one] = row
        return row

    def _fill(self, row: Codes, many: NDArray[Any], found: Codes, ask: Ask) -> None:
        missing = np.flatnonzero(found == 0)
        kinds, first = np.unique(many[missing], return_index=True)
        for kind, position in zip(kinds.tolist(), first.tolist(), strict=True):
            if kind:
                row[kind] = self._codes.number(ask(int(missing[position])))
        found[missing] = row[many[missing]]
        for position in missing[many[missing] == 0].tolist():
            found[position] = self._codes.number(ask(position))
