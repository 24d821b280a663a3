"""Sets of codes as whole numbers: bit n stands for code n of its list."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

WIDTH = 32
"""Codes that one list can have; the longest has 20."""


class Bits:
    """The numbers of the codes of one list, given out as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._giving = Lock()

    def number(self, code: str) -> int:
        """The number of this code. Raises OverflowError when the list is longer than a mask is wide."""
        number = self._numbers.get(code)
        if number is None:
            with self._giving:
                number = self._numbers.setdefault(code, len(self._numbers))
            if number >= WIDTH:
                raise OverflowError(f"more than {WIDTH} codes in one list: {code}")
        return number

    def mask(self, codes: Iterable[str]) -> int:
        """The bits of these codes together."""
        mask = 0
        for code in codes:
            mask |= 1 << self.number(code)
        return mask


SUPPORT, COSTS, THEMES, GROUPS = Bits(), Bits(), Bits(), Bits()
EVENT = COSTS.mask(["event"])
EVERYONE = GROUPS.mask(["everyone"])
MONEY = SUPPORT.mask(["money"])
