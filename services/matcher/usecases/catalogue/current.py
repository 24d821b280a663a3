"""The catalogue as this process knows it: parsed once, then only what changed since."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection

from services.matcher.domain.care.duplicates import Pair, find_pairs
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.matching import Match
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.storage import regions as region_storage
from services.matcher.storage import sources as source_storage
from services.matcher.storage.counters import read_counters
from shared.access.scope import SYSTEM
from shared.kernel.kept import Kept
from shared.plumbing.database import Database

MOST_MATCHES, MOST_REPLIES = 32, 128
"""How many needs keep all their matches, and how many replies are kept (about 80 kB each)."""


@dataclass(frozen=True)
class CatalogueSource:
    """One source with its record and version; `listed` is False when it is gone from the file it was read from."""

    source: Source
    document: Mapping[str, Any]
    version: int
    listed: bool
    loaded_at: datetime


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that can be matched, as it was at one moment. Never changed: a newer one takes its place.

    `sources` holds every source by id, also those that are listed no more; `matcher` only the listed ones. What was
    matched and written with it is kept with it: the next catalogue begins with nothing.
    """

    regions: Regions
    sources: Mapping[str, CatalogueSource]
    matcher: CompiledMatcher
    source_number: int
    region_number: int
    matches: Kept[tuple[Match, ...]] = field(default_factory=lambda: Kept(MOST_MATCHES))
    replies: Kept[Any] = field(default_factory=lambda: Kept(MOST_REPLIES))

    @cached_property
    def listed(self) -> Mapping[str | None, int]:
        """How many listed sources there are per kind of support; under None: of all kinds."""
        found = [entry.source for entry in self.sources.values() if entry.listed]
        return Counter({None: len(found)}) + Counter(kind for source in found for kind in source.support)

    @cached_property
    def alike(self) -> Sequence[Pair]:
        """Pairs of listed sources that may be one: reckoned out once, it takes long for a large catalogue."""
        return find_pairs(entry.source for entry in self.sources.values() if entry.listed)


_NOWHERE = Regions([])
_EMPTY = Catalogue(_NOWHERE, {}, CompiledMatcher((), _NOWHERE), 0, 0)
_known: WeakKeyDictionary[Database, Catalogue] = WeakKeyDictionary()
_lives: WeakKeyDictionary[Database, ShelfLives] = WeakKeyDictionary()
_renewing = threading.Lock()


def believe(database: Database, lives: ShelfLives) -> None:
    """Sets for how long facts in the catalogue of this database are believed; the app says so when it is wired."""
    _lives[database] = lives


def believed(database: Database) -> ShelfLives:
    """For how long facts in the catalogue of this database are believed."""
    return _lives.get(database, ShelfLives())


def current_catalogue(database: Database) -> Catalogue:
    """The catalogue with every change that is committed now. Costs one small query when nothing changed."""
    with database.read() as connection:
        known = _known.get(database, _EMPTY)
        if _is_current(connection, known):
            return known
        with _renewing:  # of several threads one reads, the others then find it done
            known = _known.get(database, _EMPTY)
            if not _is_current(connection, known):
                known = _known[database] = _renewed(connection, known, believed(database))
        return known


def _is_current(connection: Connection, known: Catalogue) -> bool:
    newest = read_counters(connection)
    return (
        newest.get(source_storage.COUNTER, 0) <= known.source_number
        and newest.get(region_storage.COUNTER, 0) <= known.region_number
    )


def _renewed(connection: Connection, known: Catalogue, lives: ShelfLives) -> Catalogue:
    region_number = region_storage.change_number(SYSTEM, connection)
    regions, matcher = known.regions, known.matcher
    changed = source_storage.changed_since(SYSTEM, connection, known.source_number)
    entries = {row.id: _parsed(row) for row in changed}
    sources = {**known.sources, **entries}
    if region_number > known.region_number:
        regions = Regions(region_storage.all_regions(SYSTEM, connection))
        matcher, entries = CompiledMatcher((), regions, lives), sources
    return Catalogue(
        regions=regions,
        sources=sources,
        matcher=matcher.changed(
            [entry.source for entry in entries.values() if entry.listed],
            [id_ for id_, entry in entries.items() if not entry.listed],
        ),
        source_number=max([known.source_number, *(row.change_seq for row in changed)]),
        region_number=region_number,
    )


def _parsed(row: source_storage.SourceRow) -> CatalogueSource:
    listed = row.listing == source_storage.LISTED
    return CatalogueSource(source_from_record(row.document), row.document, row.version, listed, row.loaded_at)
