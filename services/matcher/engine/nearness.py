"""How the areas of sources and the places of needs lie to each other, as bitmaps of the many on either side."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.domain.regions import Regions

LEVELS = ("land", "provincie", "gemeente", "wijk", "buurt")


@dataclass(frozen=True, slots=True)
class NearBitmaps:
    """`inside`: the level of a region, and the rows for which a source names it and the need lies in it.

    `shut`: the need lies in an area that the source excludes. `reaches_in` and `shuts_a_part`: an area of the source,
    or one that it excludes, lies in that of the need.
    """

    inside: tuple[tuple[int, int], ...]
    shut: int
    reaches_in: int
    shuts_a_part: int


def level_of(regions: Regions, code: str) -> int:
    """The place of a region's level in LEVELS; one more for a region that is not known."""
    region = regions.get(code)
    return LEVELS.index(region.level) if region and region.level in LEVELS else len(LEVELS)
