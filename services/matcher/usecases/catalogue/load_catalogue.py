"""Brings the catalogue files into the database: what changed becomes a new version, what is broken is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage import catalogue_loads, sources
from services.matcher.storage.catalogue_files import CatalogueReading, read_catalogue
from services.matcher.storage.catalogue_loads import CatalogueLoad
from services.matcher.storage.data_files import CATALOGUE_FOLDER, CATALOGUE_SCHEMA, REGIONS_FILE
from services.matcher.storage.region_file import read_regions
from services.matcher.storage.regions import put_regions
from services.matcher.storage.sources import LISTED
from services.matcher.usecases.catalogue.publish import publish
from shared.access.scope import SYSTEM

BY_FILE = "file"
_READING_RULES = "1"  # raise this when the same file would now be read in another way


def load_catalogue(
    ctx: MatcherContext, folder: Path = CATALOGUE_FOLDER, regions_file: Path = REGIONS_FILE
) -> CatalogueLoad | None:
    """Loads regions and sources; returns what happened, or None when these very files were loaded last.

    A changed record becomes a new version with the fields that differ. A record that is gone from the files stays,
    marked as dropped; one that is now broken stays as it was. Problems are kept with the load.
    """
    digest = _digest_of_files(folder, regions_file)
    with ctx.database.read() as connection:
        if _is_loaded(connection, digest):
            return None
    regions = read_regions(regions_file)
    reading = read_catalogue(folder, Regions(regions))
    now = ctx.clock.now()
    with ctx.write() as work:
        sources.take_turn(SYSTEM, work.connection)
        if _is_loaded(work.connection, digest):  # by another process that started with this one
            return None
        changed_regions = put_regions(SYSTEM, work.connection, regions)
        counts = _put_sources(work.connection, reading, now)
        load = CatalogueLoad(
            origin=str(folder)[-300:],
            digest=digest,
            counts={**counts, "regions": changed_regions},
            problems=[asdict(problem) for problem in reading.problems],
            loaded_at=now,
        )
        catalogue_loads.keep_load(SYSTEM, work.connection, load)
    return load


def _is_loaded(connection: Connection, digest: str) -> bool:
    last = catalogue_loads.newest_load(SYSTEM, connection)
    return last is not None and last.digest == digest


def _put_sources(connection: Connection, reading: CatalogueReading, at: datetime) -> dict[str, int]:
    found = {record["id"] for record in reading.records}
    refused = {problem.id for problem in reading.problems if problem.id}
    # When a whole file could not be read nobody knows what stood in it: then nothing counts as gone.
    whole = all(problem.id for problem in reading.problems)
    gone = sorted(sources.digests(SYSTEM, connection).keys() - found - refused) if whole else []
    changes = publish(connection, reading.records, changed_by=BY_FILE, at=at, gone=gone)
    listed = [change for change in changes if change.listing == LISTED]
    new = sum(change.version == 1 for change in listed)
    return {
        "new": new,
        "changed": len(listed) - new,
        "same": len(found) - len(listed),
        "dropped": len(changes) - len(listed),
        "refused": len(refused),
    }


def _digest_of_files(folder: Path, regions_file: Path) -> str:
    digest = hashlib.sha256(_READING_RULES.encode())
    for path in _files_of(folder, regions_file):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files_of(folder: Path, regions_file: Path) -> Iterable[Path]:
    inside = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else [folder]
    return [*inside, regions_file, CATALOGUE_SCHEMA]
