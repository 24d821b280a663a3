"""A growing matrix: a row per field, a column per slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Table:
    """Numbers of one kind, by field and slot. More slots or fields are made when they are written."""

    def __init__(self, fields: int, kind: type[np.generic] = np.int64) -> None:
        self._cells: NDArray[Any] = np.zeros((fields, 64), kind)

    def copy(self) -> Table:
        """The same numbers, to be changed apart."""
        other = Table(0)
        other._cells = self._cells.copy()
        return other

    def put(self, slot: int, values: Sequence[Any]) -> None:
        """Writes the fields of a slot; fields that are not given become 0."""
        fields, slots = self._cells.shape
        if slot >= slots or len(values) > fields:
            grown = np.zeros((max(fields, len(values)), slots if slot < slots else 2 * slot), self._cells.dtype)
            grown[:fields, :slots] = self._cells
            self._cells = grown
        self._cells[: len(values), slot] = values
        self._cells[len(values) :, slot] = 0

    def at(self, slots: NDArray[np.intp]) -> NDArray[Any]:
        """The fields of these slots."""
        found: NDArray[Any] = self._cells[:, slots]
        return found

    def one(self, field: int, slots: NDArray[np.intp]) -> NDArray[Any]:
        """One field of these slots."""
        found: NDArray[Any] = self._cells[field, slots]
        return found
