"""The regions of the Netherlands from the file shipped with the project (source and licence: data/README.md)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from services.matcher.domain.regions import Region, Regions
from services.matcher.storage.data_files import REGIONS_FILE


def read_regions(path: Path = REGIONS_FILE) -> tuple[Region, ...]:
    """The regions of a CSV file with the header code,name,level,parent_code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(Region(row["code"], row["name"], row["level"], row["parent_code"] or None) for row in rows)


@cache
def shipped_regions() -> Regions:
    """The regions of the shipped file, read once per process."""
    return Regions(read_regions())
