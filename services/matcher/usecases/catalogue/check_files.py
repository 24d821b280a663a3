"""Checks a folder or file of sources without loading it anywhere."""

from __future__ import annotations

from pathlib import Path

from services.matcher.storage.catalogue_files import CatalogueReading, read_catalogue


def check_files(path: Path | str) -> CatalogueReading:
    """What would be loaded from these files, and everything that is wrong with them."""
    return read_catalogue(path)
