"""Endpoints in a stage, and messages on their way to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import sqlalchemy as sa

from shared.contracts.messages import Intent, MessageKind
from shared.egress.guard import EgressGuard, Resolver
from shared.egress.http import Http
from shared.kernel.ids import new_id
from shared.notifier.channels.webhook import WebhookChannel
from shared.notifier.door import Notifier
from shared.notifier.endpoints import storage
from shared.notifier.endpoints.calling import Caller
from shared.notifier.endpoints.model import Endpoint
from shared.notifier.endpoints.signing import new_salt, secret_of
from shared.notifier.preferences.topics import Topic
from shared.notifier.tables import delivery
from tests.faults.stage import ANNA, NOW, PLACE, an_intent, rows, tell


def an_endpoint(stage: Notifier, url: str, **changes: object) -> Endpoint:
    """Keeps an endpoint of the place that hears of everything."""
    values: dict[str, object] = {
        "id": new_id(),
        "organisation_id": PLACE,
        "url": url,
        "description": "Boekhouding",
        "topics": frozenset(Topic),
        "places": frozenset(),
        "salt": new_salt(),
        **dict.fromkeys(("old_salt", "old_until", "disabled_at", "disabled_reason", "failing_since", "paused_until")),
        "failures": 0,
        "created_by": ANNA,
        "created_at": NOW,
        "changed_at": NOW,
        "version": 1,
    }
    made = Endpoint(**{**values, **changes})  # type: ignore[arg-type]
    with stage.context.database.transaction() as connection:
        storage.add(connection, made)
    return made


def now_of(stage: Notifier, one: Endpoint) -> Endpoint:
    """The endpoint as it stands."""
    with stage.context.database.read() as connection:
        found = storage.find(connection, one.id)
    assert found is not None
    return found


def whsec(stage: Notifier, one: Endpoint) -> str:
    """Its secret."""
    return secret_of(stage.context.settings.secret, one.salt)


def send_one(stage: Notifier, **changes: object) -> str:
    """Tells of one event and delivers it to the endpoints once; the delivery of the first of them."""
    intent = take(stage, **changes)
    found = deliveries_of(stage, intent.id)
    for delivery_id in found:
        stage.deliver(delivery_id)
    return found[0] if found else ""


def take(stage: Notifier, **changes: object) -> Intent:
    """Tells of one event, without delivering anything yet."""
    values: dict[str, object] = {"kind": MessageKind.APPLICATION_STARTED, **changes}
    intent = an_intent(stage.context.clock.now(), **values)
    tell(stage, intent)
    stage.take_intent("tracker", intent.id)
    return intent


def deliveries_of(stage: Notifier, event_id: str) -> list[str]:
    """Ids of the webhooks about an event."""
    query = sa.select(delivery.c.id).where(delivery.c.channel == "webhook", delivery.c.event_id == event_id)
    return [str(row[0]) for row in rows(stage, query.order_by(delivery.c.id))]


def fate(stage: Notifier, delivery_id: str) -> tuple[str, str | None]:
    """State and reason of a delivery."""
    ((state, reason),) = rows(stage, sa.select(delivery.c.state, delivery.c.reason).where(delivery.c.id == delivery_id))
    return str(state), None if reason is None else str(reason)


def calling(
    stage: Notifier, *, resolver: Resolver | None = None, ca_bundle: str | None = None, seconds: float = 10.0
) -> None:
    """Gives the stage a webhook channel with another look at the network."""
    context = stage.context
    guard = EgressGuard.of(context.settings, resolver, loopback=resolver is None)
    channel = WebhookChannel(context.database, context.people, context.settings, context.clock, guard)
    http = Http(guard, public_seconds=seconds, ca_bundle=ca_bundle)
    channel.caller = Caller(http, context.settings.secret, context.clock)
    channels: Mapping[str, object] = {**context.channels, "webhook": channel}
    stage.context = dataclasses.replace(context, channels=channels)  # type: ignore[arg-type]
