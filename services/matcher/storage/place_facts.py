"""What places told about themselves, each fact with the day and the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from services.matcher.storage.tables import place_facts as table
from shared.access.scope import Scope
from shared.kernel.errors import Stale
from shared.plumbing.prepared import Prepared


@dataclass(frozen=True)
class PlaceFactsRow:
    """The facts of one place: {fact: {"value", "told_on", "told_by"}}; version 0 when nothing was told yet."""

    place_id: str
    version: int
    facts: Mapping[str, Mapping[str, Any]]


_FACTS = Prepared(
    sa.select(table.c.place_id, table.c.version, table.c.facts).where(table.c.place_id == sa.bindparam("place"))
)


def facts_of(scope: Scope, connection: Connection, place_id: str) -> PlaceFactsRow:
    """The facts of a place; empty when nothing was told, and for a place outside the scope."""
    row = _FACTS.first(connection, place=place_id) if scope.reaches(place_id) else None
    return PlaceFactsRow(*row) if row else PlaceFactsRow(place_id, 0, {})


def facts_of_all(scope: Scope, connection: Connection, place_ids: Iterable[str]) -> dict[str, PlaceFactsRow]:
    """The facts per place, of the places that told any and lie within the scope."""
    query = sa.select(table.c.place_id, table.c.version, table.c.facts).where(
        table.c.place_id.in_(list(place_ids)), scope.limits(table.c.place_id)
    )
    return {row["place_id"]: PlaceFactsRow(**row) for row in connection.execute(query).mappings()}


def save_facts(scope: Scope, connection: Connection, facts: PlaceFactsRow, *, person_id: str, at: datetime) -> None:
    """Keeps `facts` as the version after `facts.version`; raises Stale when that is not the one that holds now."""
    expected = facts.version
    values = {"facts": dict(facts.facts), "version": expected + 1, "changed_by": person_id, "changed_at": at}
    if expected == 0:
        saved = _insert(connection, {"place_id": facts.place_id, **values})
    else:
        here = sa.and_(table.c.place_id == facts.place_id, table.c.version == expected, scope.limits(table.c.place_id))
        saved = connection.execute(sa.update(table).where(here).values(**values)).rowcount == 1
    if not saved:
        raise Stale(
            "Iemand anders heeft dit net veranderd. Bekijk de nieuwe gegevens en vul uw verandering opnieuw in.",
            current=facts_of(scope, connection, facts.place_id).version,
        )


def _insert(connection: Connection, row: Mapping[str, Any]) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(table).values(**row))
    except IntegrityError:
        return False
    return True
