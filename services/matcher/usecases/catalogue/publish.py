"""Makes records of sources the ones that hold: each that differs becomes a new version, with the fields that differ."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.storage import sources
from services.matcher.storage.sources import DROPPED, LISTED, SourceChange
from services.matcher.usecases.catalogue.differences import differences
from shared.access.scope import SYSTEM

Known = Mapping[str, tuple[int, str, str]]
"""Version, digest and listing per source id."""


def publish(
    connection: Connection,
    records: Sequence[Mapping[str, Any]],
    *,
    changed_by: str,
    at: datetime,
    gone: Sequence[str] = (),
) -> list[SourceChange]:
    """Writes a version for each of `records` that differs from what holds, and one for each id that is `gone`.

    The records are taken to be right (catalogue_files checks them). Writers take turns: what was compared still holds
    when it is written. Returns the versions made; the first version of a source is a new source.
    """
    sources.take_turn(SYSTEM, connection)
    known = sources.digests(SYSTEM, connection)
    digests = {record["id"]: digest_of(record) for record in records}
    differing = [
        record for record in records if known.get(record["id"], (0, "", ""))[1:] != (digests[record["id"]], LISTED)
    ]
    leaving = [id_ for id_ in gone if id_ in known and known[id_][2] == LISTED]
    touched = [*(record["id"] for record in differing), *leaving]
    before = sources.documents(SYSTEM, connection, [id_ for id_ in touched if id_ in known])
    changes = [_changed(record, digests[record["id"]], known, before) for record in differing]
    changes += [_dropped(id_, known, before[id_]) for id_ in leaving]
    sources.keep_versions(SYSTEM, connection, changes, changed_by=changed_by, at=at)
    return changes


def digest_of(record: Mapping[str, Any]) -> str:
    """The same for two records exactly when they say the same."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _changed(
    record: Mapping[str, Any], digest: str, known: Known, before: Mapping[str, Mapping[str, Any]]
) -> SourceChange:
    source_id = record["id"]
    if source_id not in known:
        return SourceChange(source_id, 1, LISTED, record, digest, [])
    version, _, listing = known[source_id]
    changes = differences(before[source_id], record)
    if listing == DROPPED:
        changes.append({"field": "listing", "before": DROPPED, "after": LISTED})
    return SourceChange(source_id, version + 1, LISTED, record, digest, changes)


def _dropped(source_id: str, known: Known, document: Mapping[str, Any]) -> SourceChange:
    version, digest, _ = known[source_id]
    changes = [{"field": "listing", "before": LISTED, "after": DROPPED}]
    return SourceChange(source_id, version + 1, DROPPED, document, digest, changes)
