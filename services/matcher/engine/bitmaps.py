"""Sets of rows as Python integers: bit n stands for the row in slot n."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Tag = tuple[str, Any]
"""What is known of a row: the name of a rule and a value, such as ("area", "GM0599")."""

_FILLED = re.compile(rb"[^\x00]")
_BITS_OF_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_NOTHING: Mapping[Any, int] = {}


class Bitmaps:
    """A bitmap of rows for each tag. A row that comes, changes or goes touches the bitmaps of its own tags only."""

    def __init__(self) -> None:
        self.all = 0
        self._rows: dict[str, dict[Any, int]] = {}
        self._slots: dict[str, int] = {}
        self._ids: list[str | None] = []
        self._tags: dict[str, frozenset[Tag]] = {}
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._slots)

    def copy(self) -> Bitmaps:
        """The same rows, to be changed apart; bitmaps are numbers, so they are shared until they differ."""
        other = Bitmaps()
        other.all = self.all
        other._rows = {rule: dict(rows) for rule, rows in self._rows.items()}
        other._slots, other._ids = dict(self._slots), list(self._ids)
        other._tags, other._free = dict(self._tags), list(self._free)
        return other

    def put(self, identifier: str, tags: frozenset[Tag]) -> None:
        """Adds a row, or gives it other tags."""
        old = self._tags.get(identifier, frozenset())
        slot = self._slots.get(identifier)
        if slot is None:
            slot = self._slots[identifier] = self._new_slot(identifier)
            self.all |= 1 << slot
        bit = 1 << slot
        self._remove(bit, old - tags)
        for rule, value in tags - old:
            rows = self._rows.setdefault(rule, {})
            rows[value] = rows.get(value, 0) | bit
        self._tags[identifier] = tags

    def drop(self, identifier: str) -> None:
        """Takes a row out; nothing happens when it isn't there."""
        slot = self._slots.pop(identifier, None)
        if slot is None:
            return
        self._remove(1 << slot, self._tags.pop(identifier))
        self.all &= ~(1 << slot)
        self._ids[slot] = None
        self._free.append(slot)

    def slot_of(self, identifier: str) -> int | None:
        """The bit of this row; None when it isn't there."""
        return self._slots.get(identifier)

    def having(self, rule: str, value: Any = True) -> int:
        """The rows with this tag."""
        return self._rows.get(rule, _NOTHING).get(value, 0)

    def any_of(self, rule: str, values: Iterable[Any]) -> int:
        """The rows with one of these values."""
        rows, found = self._rows.get(rule, _NOTHING), 0
        for value in values:
            found |= rows.get(value, 0)
        return found

    def where(self, rule: str, holds: Callable[[Any], bool]) -> int:
        """The rows with a value that this holds for."""
        found = 0
        for value, rows in self._rows.get(rule, _NOTHING).items():
            if holds(value):
                found |= rows
        return found

    def ids(self, rows: int) -> Iterator[str]:
        """The ids of the rows in a bitmap, in the order of their slots."""
        length = (rows.bit_length() + 7) // 8
        content = rows.to_bytes(length, "little")
        for filled in _FILLED.finditer(content):
            at = filled.start()
            for bit in _BITS_OF_BYTE[content[at]]:
                identifier = self._ids[8 * at + bit]
                if identifier is not None:
                    yield identifier

    def _new_slot(self, identifier: str) -> int:
        if self._free:
            slot = self._free.pop()
            self._ids[slot] = identifier
            return slot
        self._ids.append(identifier)
        return len(self._ids) - 1

    def _remove(self, bit: int, tags: Iterable[Tag]) -> None:
        for rule, value in tags:
            rows = self._rows[rule]
            left = rows[value] ^ bit
            if left:
                rows[value] = left
            else:
                del rows[value]
