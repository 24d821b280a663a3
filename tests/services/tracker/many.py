"""Many applications at once, straight into the tables: for lists, sums and measuring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application
from services.tracker.domain.states import State
from services.tracker.storage import applications
from services.tracker.storage.tables import application as table
from shared.kernel.ids import new_id
from tests.services.tracker.world import NOW

STATES = tuple(State)
KINDS = ("fund", "municipality", "company")


def made(place_id: str, number: int, **changes: Any) -> Application:
    """Application `number` of a place, all different in a way that can be told beforehand."""
    about: dict[str, Any] = {
        "id": new_id(),
        "place_id": place_id,
        "need_id": f"{place_id}:{number}",
        "need_title": f"Behoefte {number % 10}",
        "source_id": f"bron-{number}",
        "source_name": f"Bron {number % 100}",
        "provider": f"Gever {number % 20}",
        "source_status": "open",
        "title": f"Aanvraag {number}",
        "state": STATES[number % len(STATES)],
        "version": 1,
        "amount_cents": 1000_00 + number,
        "started_by": "somebody",
        "author_ids": frozenset(),
        "created_at": NOW,
        "updated_at": NOW,
        "attention_at": NOW + timedelta(minutes=number * 7 % 50_000),
        "provider_kind": KINDS[number % len(KINDS)],
    }
    return Application(**about | changes)


def keep(connection: Connection, some: Iterable[Application]) -> None:
    """Writes them in few statements."""
    rows = [applications.values_of(one) for one in some]
    for start in range(0, len(rows), 5_000):
        connection.execute(sa.insert(table), rows[start : start + 5_000])


def fill(connection: Connection, places: Sequence[str], number: int) -> None:
    """So many applications, over these places in turn."""
    keep(connection, (made(places[one % len(places)], one) for one in range(number)))
