"""A growing matrix: a column per field, a row per slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Table:
    """Numbers of one kind, by field and slot. More slots or fields are made when they are written."""

    def __init__(self, fields: int, kind: type[np.generic] = np.int64) -> None:
        self._cells: NDArray[Any] = np.zeros((64, fields), kind)

    def copy(self) -> Table:
        """The same numbers, to be changed apart."""
        other = Table(0)
        other._cells = self._cells.copy()
        return other

    def put(self, slot: int, values: Sequence[Any] | NDArray[Any]) -> None:
        """Writes the fields of a slot; fields that are not given become 0."""
        slots, fields = self._cells.shape
        if slot >= slots or len(values) > fields:
            grown = np.zeros((slots if slot < slots else 2 * slot, max(fields, len(values))), self._cells.dtype)
            grown[:slots, :fields] = self._cells
            self._cells = grown
        self._cells[slot, : len(values)] = values
        self._cells[slot, len(values) :] = 0

    def at(self, slots: NDArray[np.intp]) -> NDArray[Any]:
        """These slots, a row for each field."""
        return np.ascontiguousarray(self._cells[slots].T)

    def one(self, field: int, slots: NDArray[np.intp]) -> NDArray[Any]:
        """One field of these slots."""
        found: NDArray[Any] = self._cells[slots, field]
        return found
