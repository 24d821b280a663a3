"""Brings the catalogue files into the database: what changed becomes a new version, what is broken is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.domain.care.held_fields import BY_FILE, LISTING, Setter, is_held, setters_of
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
from services.matcher.usecases.feeds.plan_feed import FeedPlan, plan_feed
from shared.access.scope import SYSTEM

_READING_RULES = "2"  # raise this when the same file would now be read in another way


def load_catalogue(
    ctx: MatcherContext, folder: Path = CATALOGUE_FOLDER, regions_file: Path = REGIONS_FILE
) -> CatalogueLoad | None:
    """Loads regions and sources; returns what happened, or None when these very files were loaded last.

    A changed record becomes a new version with the fields that differ. A record that is gone from the files stays,
    marked as dropped; one that is now broken stays as it was. What a person or an import set since is not overwritten.
    Problems and held fields are kept with the load.
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
        plan = plan_feed(work.connection, reading.records, Setter.FILE, Regions(regions), folder.name)
        gone = _gone(work.connection, reading)
        publish(work.connection, plan.records, changed_by=BY_FILE, at=now, gone=gone)
        problems = [*reading.problems, *plan.problems]
        load = CatalogueLoad(
            origin=str(folder)[-300:],
            digest=digest,
            counts={
                **plan.counts,
                "dropped": len(gone),
                "refused": len({problem.id for problem in problems if problem.id}),
                "regions": changed_regions,
            },
            problems=[asdict(problem) for problem in problems],
            loaded_at=now,
            held=list(_held(plan)),
        )
        catalogue_loads.keep_load(SYSTEM, work.connection, load)
    return load


def _is_loaded(connection: Connection, digest: str) -> bool:
    last = catalogue_loads.newest_load(SYSTEM, connection)
    return last is not None and last.digest == digest


def _gone(connection: Connection, reading: CatalogueReading) -> list[str]:
    """The listed sources that came with the files and stand in them no more."""
    # When a whole file could not be read nobody knows what stood in it: then nothing counts as gone.
    if not all(problem.id for problem in reading.problems):
        return []
    found = {record["id"] for record in reading.records} | {problem.id for problem in reading.problems}
    known = sources.digests(SYSTEM, connection)
    missing = sorted(id_ for id_, row in known.items() if row[2] == LISTED and id_ not in found)
    notes = sources.version_notes(SYSTEM, connection, missing)
    return [id_ for id_ in missing if not is_held(LISTING, setters_of(notes[id_]), Setter.FILE)]


def _held(plan: FeedPlan) -> Iterator[Mapping[str, Any]]:
    for one in plan.sources:
        for change in one.held:
            yield {"id": one.record["id"], **change}


def _digest_of_files(folder: Path, regions_file: Path) -> str:
    digest = hashlib.sha256(_READING_RULES.encode())
    for path in _files_of(folder, regions_file):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files_of(folder: Path, regions_file: Path) -> Iterable[Path]:
    inside = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else [folder]
    return [*inside, regions_file, CATALOGUE_SCHEMA]
