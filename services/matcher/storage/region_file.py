"""The regions of the Netherlands from the file shipped with the project (source and licence: data/README.md)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from services.matcher.domain.regions import Region, Regions
from services.matcher.storage.data_files import REGIONS_FILE
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _


def read_regions(path: Path = REGIONS_FILE) -> tuple[Region, ...]:
    """The regions of a CSV file with the header code,name,level,parent_code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        regions = tuple(Region(row["code"], row["name"], row["level"], row["parent_code"] or None) for row in rows)
    _check_parents(regions, path)
    return regions


def _check_parents(regions: tuple[Region, ...], path: Path) -> None:
    """Raises InvalidInput for a region that lies in itself or in nothing: areas could not be compared."""
    parents = {region.code: region.parent for region in regions}
    errors = []
    for code, parent in parents.items():
        line = [code]
        while parent is not None and parent in parents and parent not in line:
            line.append(parent)
            parent = parents[parent]
        if parent is not None:
            message = _("Dit gebied hoort bij “%(parent)s”, en dat klopt niet. Kijk de kolom parent_code na.")
            errors.append(
                FieldError(
                    f"{path}: {code}", "bad_parent", message % {"parent": line[-1] if parent in parents else parent}
                )
            )
    if errors:
        raise InvalidInput(errors[:20])


@cache
def shipped_regions() -> Regions:
    """The regions of the shipped file, read once per process."""
    return Regions(read_regions())
