"""Reading what became of each event for one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageKind
from shared.notifier import deliveries
from shared.notifier.deliveries import Delivery
from shared.notifier.tables import delivery, inbox_message


def events_of(
    connection: Connection, person_id: str, *, place_id: str | None, skip: int, limit: int
) -> Sequence[tuple[Delivery, ...]]:
    """The deliveries of a person by event, the newest event first; a digest is no event of its own."""
    latest = sa.func.max(delivery.c.created_at)
    newest = (
        sa.select(delivery.c.event_id)
        .where(*_of(person_id), *([delivery.c.place_id == place_id] if place_id else []))
        .group_by(delivery.c.event_id)
        .order_by(latest.desc(), delivery.c.event_id.desc())
        .limit(limit)
        .offset(skip)
    )
    event_ids = connection.execute(newest).scalars().all()
    query = sa.select(delivery).where(*_of(person_id), delivery.c.event_id.in_(event_ids)).order_by(delivery.c.id)
    found: dict[str, list[Delivery]] = {event_id: [] for event_id in event_ids}
    for one in deliveries.read_all(connection, query):
        found[one.event_id].append(one)
    return [tuple(lines) for lines in found.values()]


def event_of(connection: Connection, person_id: str, delivery_id: str) -> tuple[Delivery, ...]:
    """All deliveries to this person of the event that one of theirs is about; empty when it is not theirs."""
    event = sa.select(delivery.c.event_id).where(*_of(person_id), delivery.c.id == delivery_id)
    query = sa.select(delivery).where(*_of(person_id), delivery.c.event_id.in_(event)).order_by(delivery.c.id)
    return tuple(deliveries.read_all(connection, query))


def places_in(connection: Connection, person_id: str) -> Sequence[str]:
    """Ids of the places that the person was told about."""
    places = sa.select(delivery.c.place_id).where(*_of(person_id), delivery.c.place_id.is_not(None)).distinct()
    return [str(place_id) for place_id in connection.execute(places).scalars()]


def titles(connection: Connection, person_id: str, delivery_ids: Iterable[str]) -> dict[str, str]:
    """The titles of those deliveries that stand in the person's inbox."""
    query = sa.select(inbox_message.c.id, inbox_message.c.title).where(
        inbox_message.c.person_id == person_id, inbox_message.c.id.in_(sorted(delivery_ids))
    )
    return {row.id: row.title for row in connection.execute(query)}


def _of(person_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return delivery.c.recipient_id == person_id, delivery.c.kind != MessageKind.DIGEST.value
