"""Regions in the database: loaded from the file of the catalogue, read whole."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.domain.regions import Region
from services.matcher.storage.counters import raise_counter, read_counter
from services.matcher.storage.tables import region as table
from shared.access.scope import Scope

COUNTER = "region"


def all_regions(scope: Scope, connection: Connection) -> list[Region]:
    """Every region; regions are public, so any scope may read them."""
    rows = connection.execute(sa.select(table.c.code, table.c.name, table.c.level, table.c.parent_code))
    return [Region(row.code, row.name, row.level, row.parent_code) for row in rows]


def change_number(scope: Scope, connection: Connection) -> int:
    """Rises every time that regions are loaded with another content."""
    return read_counter(connection, COUNTER)


def put_regions(scope: Scope, connection: Connection, regions: Iterable[Region]) -> int:
    """Adds new regions and changes the ones that differ; returns how many. Gone ones stay, as needs may lie in them."""
    known = {region.code: region for region in all_regions(scope, connection)}
    differing = [region for region in regions if known.get(region.code) != region]
    new = [_row(region) for region in differing if region.code not in known]
    changed = [_row(region) for region in differing if region.code in known]
    if new:
        connection.execute(sa.insert(table), new)
    for row in changed:
        connection.execute(sa.update(table).where(table.c.code == row["code"]).values(**row))
    if differing:
        raise_counter(connection, COUNTER)
    return len(differing)


def _row(region: Region) -> dict[str, object]:
    return {"code": region.code, "name": region.name, "level": region.level, "parent_code": region.parent}
