"""The one way into the notifier for the services: inbox, delivery status, retry, and the pages of both."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shared.kernel.clock import Clock, SystemClock
from shared.kernel.errors import NotFound
from shared.kernel.ids import is_id
from shared.notifier import deliveries, inbox_messages, invariants, labels, taking
from shared.notifier.channels.registry import build_channels
from shared.notifier.context import NotifierContext
from shared.notifier.delivering_many import deliver_many
from shared.notifier.holdings import HOLDINGS as HOLDINGS
from shared.notifier.inbox_messages import InboxMessage
from shared.notifier.invariants import Invariants
from shared.notifier.status import acts
from shared.notifier.status.figures import gather
from shared.notifier.status.health import MessageMetrics, health
from shared.notifier.sweeping import DIRECT_AFTER, GRACE, Sweeper
from shared.outbox.relay import Offering, Relay
from shared.outbox.senders import Sender
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from shared.plumbing.settings import Settings
from shared.wording.texts import gettext as _

if TYPE_CHECKING:
    from flask import Blueprint

    from shared.plumbing.endpoints import Api

MIGRATIONS = Path(__file__).parent / "migrations"

JOB_SECONDS = 5.0
"""How long one job hands over: what somebody waits for at the front of the queue waits no longer for it."""


@dataclass(frozen=True)
class DeliveryLine:
    """What became of one message to one person by one channel. `*_text` are for people; names come from access.

    `at` is when it last changed, `deadline_id` the deadline that it was about, if any.
    """

    id: str
    kind: str
    person_id: str
    channel: str
    channel_text: str
    state: str
    state_text: str
    reason: str | None
    reason_text: str
    at: datetime
    attempts: int
    deadline_id: str | None = None


class Notifier:
    """Tells people what the senders wrote in their outboxes. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        people: Database,
        senders: Mapping[Sender, Database],
        settings: Settings,
        clock: Clock | None = None,
        relay: Offering | None = None,
        *,
        direct_after: float = DIRECT_AFTER,
        grace: timedelta = GRACE,
    ) -> None:
        clock = clock or SystemClock()
        self.context = NotifierContext(
            database=database,
            people=people,
            senders={name.value: sender for name, sender in senders.items()},
            settings=settings,
            clock=clock,
            relay=relay or Relay(settings.redis_url),
            channels=build_channels(database, people, settings, clock),
            chance=random.random,
        )
        self._sweeper = Sweeper(self.context, direct_after=direct_after, grace=grace)

    def inbox(self, person_id: str) -> Sequence[InboxMessage]:
        """A person's own messages, newest first."""
        with self.context.database.read() as connection:
            return inbox_messages.of_person(connection, person_id)

    def unread_count(self, person_id: str) -> int:
        """How many messages the person has not opened."""
        with self.context.database.read() as connection:
            return inbox_messages.unread_count(connection, person_id)

    def open_message(self, person_id: str, message_id: str) -> InboxMessage:
        """One message of this person; raises NotFound for another's."""
        with self.context.database.read() as connection:
            message = inbox_messages.find(connection, person_id, message_id)
        if message is None:
            raise NotFound(_("Dit bericht is er niet."))
        return message

    def mark_read(self, person_id: str, message_id: str) -> None:
        """Notes that the person opened the message."""
        with self.context.database.transaction() as connection:
            inbox_messages.mark_read(connection, person_id, message_id, self.context.clock.now())

    def delivery_status(self, subject: str) -> list[DeliveryLine]:
        """What became of every message about `application:<id>`; the caller has checked who may see that."""
        with self.context.database.read() as connection:
            return [_line(one) for one in deliveries.about(connection, subject)]

    def retry(self, delivery_id: str, person_id: str | None = None) -> None:
        """Tries a delivery again that was given up. Raises NotFound, or NotAllowedNow when it was not given up."""
        acts.retry(self.context, acts.Who(person_id, reach=None), delivery_id)

    def take_intent(self, sender: str, *intent_ids: str, at_once: int = 0) -> None:
        """Takes intents from an outbox; makes their deliveries if there are at most `at_once`, else offers them."""
        waiting = taking.take(self.context, str(Sender(sender)), intent_ids)
        if waiting and len(waiting) <= at_once:
            self.deliver(*waiting)
        elif waiting:
            self.context.relay.offer_deliveries(waiting)

    def pick_up(self, sender: str, most: int) -> Sequence[str]:
        """The intents that were laid in the queue to be taken together, at most so many; nobody else gets them."""
        return self.context.relay.pick_up(str(Sender(sender)), most)

    def deliver(self, *delivery_ids: str) -> None:
        """Makes the deliveries that are due and that nobody else is at; offers again those that it has no time for."""
        left = deliver_many(self.context, delivery_ids, time.monotonic() + JOB_SECONDS)
        if left:
            self.context.relay.offer_deliveries(left)

    def sweep(self) -> int:
        """Offers everything that is due and not being handled; how many rows. Called by the ticker only."""
        return self._sweeper.sweep()

    def invariants(self) -> Invariants:
        """Counts what must hold of all messages."""
        return invariants.count(self.context)

    def readiness(self) -> Mapping[str, object]:
        """What /health/ready shows of the messages."""
        return health(gather(self.context))

    def metrics(self) -> MessageMetrics:
        """What /metrics shows of the messages."""
        return MessageMetrics(self.context)

    def blueprint(self) -> Blueprint:
        """The pages `/messages`, and `/mailbox` in the demo."""
        from shared.notifier.pages import make_blueprint

        return make_blueprint(self)


def add_endpoints(api: Api) -> None:
    """Adds the JSON routes; they work in an application that has the pages (`Notifier.blueprint`)."""
    from shared.notifier.api import add_endpoints

    add_endpoints(api)


def prepare(settings: Settings) -> None:
    """Brings the notifier's database to its newest version."""
    database = Database(settings.url_to_migrate("notifier"))
    try:
        upgrade(database, MIGRATIONS)
    finally:
        database.dispose()


def open_notifier(settings: Settings, *, clock: Clock | None = None) -> Notifier:
    """The notifier with the databases of all senders."""
    people = Database(settings.people_url)
    senders = {
        Sender.PEOPLE: people,
        Sender.MATCHER: Database(settings.matcher_url),
        Sender.TRACKER: Database(settings.tracker_url),
    }
    return Notifier(Database(settings.notifier_url), people, senders, settings, clock)


def _line(one: deliveries.Delivery) -> DeliveryLine:
    return DeliveryLine(
        id=one.id,
        kind=one.kind.value,
        person_id=one.recipient_id,
        channel=one.channel,
        channel_text=labels.channel_label(one.channel),
        state=one.state.value,
        state_text=labels.state_label(one.state),
        reason=one.reason,
        reason_text=labels.reason_label(one.reason),
        at=one.changed_at,
        attempts=one.attempts,
        deadline_id=_deadline_of(one.occurrence),
    )


def _deadline_of(occurrence: str) -> str | None:
    """The deadline in what tells messages apart (`<deadline>:v<version>:...`); None for other messages."""
    first, _colon, rest = occurrence.partition(":")
    return first if is_id(first) and rest.startswith("v") else None
