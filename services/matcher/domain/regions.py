"""Regions of the Netherlands as a hierarchy of codes. Names repeat; everything is matched by code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NUMBER = re.compile(r"^Wijk \d+ ")


@dataclass(frozen=True, slots=True)
class Region:
    """One region; level is land, provincie, gemeente, wijk or buurt."""

    code: str
    name: str
    level: str
    parent: str | None


class Regions:
    """All regions by code."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code = {region.code: region for region in regions}

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._by_code

    def get(self, code: str) -> Region | None:
        """The region, or None when the code is not known."""
        return self._by_code.get(code)

    def name(self, code: str) -> str:
        """The name of the region; the code itself when it is not known."""
        region = self._by_code.get(code)
        return region.name if region else code

    def full_name(self, code: str) -> str:
        """What people call it, with its municipality: `Bospolder (Rotterdam)`; without the numbers of the list."""
        region = self._by_code.get(code)
        if region is None or region.level not in ("wijk", "buurt"):
            return self.name(code)
        name = _NUMBER.sub("", region.name) or region.name
        town = next((self._by_code[up] for up in self.ancestors(code) if self._by_code[up].level == "gemeente"), None)
        return f"{name} ({town.name.split(' (')[0]})" if town else name

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The region itself and everything it lies in, smallest first; only the code itself when it is not known."""
        chain = [code]
        region = self._by_code.get(code)
        while region is not None and region.parent and region.parent not in chain:
            chain.append(region.parent)
            region = self._by_code.get(region.parent)
        return tuple(chain)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `inner` lies in `outer` or is the same."""
        return outer in self.ancestors(inner)
