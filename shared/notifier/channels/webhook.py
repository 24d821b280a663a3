"""Webhooks: tells systems that an organisation named, in the way of CloudEvents and Standard Webhooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.engine import Connection

from shared.access import directory
from shared.audit.entries import AuditEntry, record
from shared.contracts.messages import Audience, Intent
from shared.egress.guard import EgressGuard
from shared.egress.http import Http
from shared.kernel.clock import Clock
from shared.notifier.channels.base import Addressee, ChannelName, Outcome, Parcel, Result
from shared.notifier.endpoints import sent, storage
from shared.notifier.endpoints.calling import Caller
from shared.notifier.endpoints.events import TYPE_OF, event_body
from shared.notifier.endpoints.judging import WEBHOOK_WAITS, Health, Reply, health_after, result_of
from shared.notifier.endpoints.model import Endpoint
from shared.notifier.endpoints.telling import tell_switched_off
from shared.notifier.preferences.topics import TOPIC_OF
from shared.notifier.recipients import Recipient
from shared.notifier.verdicts import Wait
from shared.outbox import faults
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings

log = structlog.get_logger(__name__)

BUSY_WAIT = timedelta(seconds=2)


class WebhookChannel:
    """One delivery per event and endpoint. The same bytes on every try, so that a receiver can tell doubles by id."""

    name = ChannelName.WEBHOOK
    waits = WEBHOOK_WAITS
    gathers = False
    chosen = False
    on = True

    def __init__(
        self, database: Database, people: Database, settings: Settings, clock: Clock, guard: EgressGuard | None = None
    ) -> None:
        self._database = database
        self._people = people
        self._clock = clock
        self._source = settings.base_url
        # Only a demo, which runs on one machine, may call that same machine.
        self.guard = guard or EgressGuard.of(settings, loopback=settings.demo)
        self.caller = Caller(Http(self.guard), settings.secret, clock)

    def addressees(self, intent: Intent, people: Sequence[Recipient]) -> Sequence[Addressee]:
        """The endpoints of the place and of its coalition that asked for this; what is for persons is not for them."""
        owners = self._owners(intent) if intent.kind in TYPE_OF else frozenset()
        if not owners:
            return []
        topic, place_id, now = TOPIC_OF[intent.kind], str(intent.place_id), self._clock.now()
        with self._database.read() as connection:
            found = [one for one in storage.of_organisations(connection, owners) if one.hears(topic, place_id)]
            busy = storage.busy(connection, [one.id for one in found], now) if found else frozenset()
        return [_addressee(one, now, is_busy=one.id in busy) for one in found]

    def send(self, parcel: Parcel) -> Result:
        """Calls the endpoint, when nobody else is calling it, and keeps what came back."""
        now = self._clock.now()
        with self._database.transaction() as connection:
            endpoint = storage.find(connection, parcel.recipient.id)
            if endpoint is None or not endpoint.enabled:
                return Result(Outcome.FAILED_FOR_GOOD, "endpoint_disabled")
            if not storage.take_turn(connection, endpoint, now):
                return Result(Outcome.NOT_NOW, "endpoint_busy", BUSY_WAIT)
            made = event_body(parcel.delivery_id, parcel.intent, self._source)
            body = sent.freeze(connection, parcel.delivery_id, made, now)
        faults.point("before_call")
        reply = self.caller.call(endpoint, parcel.delivery_id, body)
        faults.point("after_call")
        self._keep(endpoint, parcel.delivery_id, reply)
        return result_of(reply)

    def _keep(self, endpoint: Endpoint, message_id: str, reply: Reply) -> None:
        now = self._clock.now()
        health = health_after(endpoint, reply, now)
        if health.off is not None:
            tell_switched_off(self._people, endpoint, health, self._is_place(endpoint), self._clock)
        with self._database.transaction() as connection:
            sent.add_try(connection, endpoint.id, message_id, reply, now)
            if storage.keep_health(connection, endpoint.id, health, now):
                _note_switched_off(connection, endpoint, health, now)

    def _owners(self, intent: Intent) -> frozenset[str]:
        """Whose endpoints may hear of it: who may see the business of the place, at this moment."""
        if intent.place_id is None or intent.audience not in (Audience.PLACE_TEAM, Audience.PLACE_COORDINATORS):
            return frozenset()
        with self._people.read() as connection:
            place = directory.organisation(connection, intent.place_id)
        coalition = place.coalition_id if place else None
        own = intent.place_id if intent.audience is Audience.PLACE_TEAM else None
        return frozenset(one for one in (own, coalition) if one)

    def _is_place(self, endpoint: Endpoint) -> bool:
        with self._people.read() as connection:
            found = directory.organisation(connection, endpoint.organisation_id)
        return found is not None and found.kind == "place"


def _addressee(endpoint: Endpoint, now: datetime, *, is_busy: bool) -> Addressee:
    # Known by its id only: no name and no mail address of anybody.
    recipient = Recipient(endpoint.id, "", "", "nl")
    if not endpoint.enabled:
        return Addressee(recipient, stop="endpoint_disabled")
    if endpoint.paused_until is not None and endpoint.paused_until > now:
        return Addressee(recipient, wait=Wait(endpoint.paused_until, "endpoint_paused"))
    if is_busy:
        return Addressee(recipient, wait=Wait(now + BUSY_WAIT, "endpoint_busy"))
    return Addressee(recipient)


def _note_switched_off(connection: Connection, endpoint: Endpoint, health: Health, now: datetime) -> None:
    log.warning("endpoint_switched_off", endpoint_id=endpoint.id, reason=health.off)
    record(
        connection,
        AuditEntry(
            action="endpoint.disable",
            subject=f"endpoint:{endpoint.id}",
            at=now,
            organisation_id=endpoint.organisation_id,
            detail={"reason": health.off.value if health.off else ""},
        ),
    )
