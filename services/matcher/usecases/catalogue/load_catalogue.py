"""Brings the catalogue files into the database: what changed becomes a new version, what is broken is refused."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage import catalogue_loads, sources
from services.matcher.storage.catalogue_files import CatalogueReading, read_catalogue
from services.matcher.storage.catalogue_loads import CatalogueLoad
from services.matcher.storage.data_files import CATALOGUE_FOLDER, CATALOGUE_SCHEMA, REGIONS_FILE
from services.matcher.storage.region_file import read_regions
from services.matcher.storage.regions import put_regions
from services.matcher.storage.sources import DROPPED, LISTED, SourceChange
from services.matcher.usecases.catalogue.differences import differences
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
    known = sources.digests(SYSTEM, connection)
    found = {record["id"]: (record, _digest_of_record(record)) for record in reading.records}
    refused = {problem.id for problem in reading.problems if problem.id}
    differing = [id_ for id_, (_, digest) in found.items() if known.get(id_, (0, "", ""))[1:] != (digest, LISTED)]
    # When a whole file could not be read nobody knows what stood in it: then nothing counts as gone.
    whole = all(problem.id for problem in reading.problems)
    listed = {id_ for id_, (_, _, listing) in known.items() if listing == LISTED}
    gone = sorted(listed - found.keys() - refused) if whole else []
    before = sources.documents(SYSTEM, connection, [id_ for id_ in (*differing, *gone) if id_ in known])
    changes = [_changed(id_, *found[id_], known, before) for id_ in differing]
    changes += [_dropped(id_, known[id_], before[id_]) for id_ in gone]
    sources.keep_versions(SYSTEM, connection, changes, changed_by=BY_FILE, at=at)
    counts = Counter("changed" if id_ in known else "new" for id_ in differing)
    return {
        "new": counts["new"],
        "changed": counts["changed"],
        "same": len(found) - len(differing),
        "dropped": len(gone),
        "refused": len(refused),
    }


def _changed(
    source_id: str,
    record: Mapping[str, Any],
    digest: str,
    known: Mapping[str, tuple[int, str, str]],
    before: Mapping[str, Mapping[str, Any]],
) -> SourceChange:
    version = known[source_id][0] if source_id in known else 0
    changes = differences(before[source_id], record) if source_id in before else []
    if source_id in known and known[source_id][2] == DROPPED:
        changes.append({"field": "listing", "before": DROPPED, "after": LISTED})
    return SourceChange(source_id, version + 1, LISTED, record, digest, changes)


def _dropped(source_id: str, known: tuple[int, str, str], document: Mapping[str, Any]) -> SourceChange:
    version, digest, _ = known
    changes = [{"field": "listing", "before": LISTED, "after": DROPPED}]
    return SourceChange(source_id, version + 1, DROPPED, document, digest, changes)


def _digest_of_record(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _digest_of_files(folder: Path, regions_file: Path) -> str:
    digest = hashlib.sha256(_READING_RULES.encode())
    for path in _files_of(folder, regions_file):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files_of(folder: Path, regions_file: Path) -> Iterable[Path]:
    inside = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else [folder]
    return [*inside, regions_file, CATALOGUE_SCHEMA]
