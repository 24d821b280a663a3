"""Whole numbers in place of values."""

from __future__ import annotations

from collections.abc import Hashable


class Numbers:
    """Numbers from 1 for values, in the order they came; 0 for a value that is empty."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def __len__(self) -> int:
        return len(self._numbers) + 1

    def of(self, value: Hashable) -> int:
        """The number of this value."""
        return self._numbers.setdefault(value, len(self._numbers) + 1) if value else 0
