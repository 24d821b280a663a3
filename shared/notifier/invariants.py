"""What must hold of all messages at any moment, counted from the databases themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageClass
from shared.notifier.context import NotifierContext
from shared.notifier.states import RESTING, State
from shared.notifier.tables import delivery, delivery_attempt, taken_event
from shared.outbox import intents, service_events
from shared.plumbing.reach import as_system

OVERDUE = timedelta(minutes=10)
_OUT = (State.SENT.value, State.DELIVERED.value, State.BOUNCED.value)


@dataclass(frozen=True)
class Invariants:
    """`broken` counts, per rule, the rows that break it; all zero when all is well. Ages are in seconds.

    `states` counts deliveries per state, `waiting` intents per sender that no notifier has taken, `parked` those that
    this version can't read, `parked_events` what one service keeps for another that can't read it, `dead` deliveries
    that wait for a person.
    """

    broken: Mapping[str, int]
    states: Mapping[str, int]
    waiting: Mapping[str, int] = field(default_factory=dict)
    parked: int = 0
    parked_events: int = 0
    oldest_due_seconds: float = 0.0

    @property
    def dead(self) -> int:
        """How many deliveries were given up and wait for a person."""
        return self.states.get(State.DEAD.value, 0)

    @property
    def sound(self) -> bool:
        """Whether every rule holds."""
        return not any(self.broken.values())


@as_system("figures of messages")
def count(context: NotifierContext) -> Invariants:
    """Counts everything anew."""
    now = context.clock.now()
    found = _outboxes(context, now)
    oldest = found.oldest
    with context.database.read() as connection:
        from_outboxes = taken_event.c.sender.in_(sorted(context.senders))
        events = connection.execute(
            sa.select(sa.func.count()).select_from(taken_event).where(from_outboxes)
        ).scalar_one()
        broken = {
            "doubled": _doubled(connection),
            "sent_without_attempt": _sent_without_attempt(connection),
            "important_without_recipient": _important_without_recipient(connection),
            "event_without_delivery": _event_without_delivery(connection),
            "taken_without_event": max(0, found.taken - events),
            "gathered_without_digest": _gathered_without_digest(connection),
            "told_without_digest": _told_without_digest(connection),
            "delivery_without_event": _delivery_without_event(connection),
            "attempt_without_delivery": _attempt_without_delivery(connection),
            "unknown_state": _unknown_state(connection),
            "overdue": _overdue(connection, now) + sum(at < now - OVERDUE for at in oldest),
        }
        if due := _oldest_due(connection, now):
            oldest.append(due)
        states = _states(connection)
    age = max(((now - at).total_seconds() for at in oldest), default=0.0)
    return Invariants(broken, states, found.waiting, found.parked, found.parked_events, age)


@dataclass
class _Outboxes:
    waiting: dict[str, int] = field(default_factory=dict)
    parked: int = 0
    parked_events: int = 0
    taken: int = 0
    oldest: list[datetime] = field(default_factory=list)


def _outboxes(context: NotifierContext, now: datetime) -> _Outboxes:
    found = _Outboxes()
    for sender, database in context.senders.items():
        with database.read() as connection:
            counted = intents.counts(connection)
            if due := intents.oldest_open_due(connection, now):
                found.oldest.append(due)
            found.parked_events += service_events.parked(connection)
        found.waiting[sender] = counted.get(intents.OPEN, 0)
        found.parked += counted.get(intents.PARKED, 0)
        found.taken += counted.get(intents.TAKEN, 0)
    return found


def _doubled(connection: Connection) -> int:
    key = (delivery.c.event_id, delivery.c.recipient_id, delivery.c.channel, delivery.c.occurrence)
    groups = sa.select(*key).group_by(*key).having(sa.func.count() > 1).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(groups)).scalar_one()


def _sent_without_attempt(connection: Connection) -> int:
    sent = delivery.c.state.in_(_OUT)
    # What went out in a digest was tried with it.
    of_it = delivery_attempt.c.delivery_id.in_([delivery.c.id, delivery.c.digest_id])
    tried = sa.select(delivery_attempt.c.delivery_id).where(of_it).exists()
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(sent, ~tried)).scalar_one()


def _gathered_without_digest(connection: Connection) -> int:
    """Messages that wait for a digest that is not there, or that has come to its end without them."""
    digest = delivery.alias()
    ending = [state.value for state in RESTING - {State.DEAD}]
    alive = sa.select(digest.c.id).where(digest.c.id == delivery.c.digest_id, digest.c.state.not_in(ending)).exists()
    stuck = (delivery.c.state == State.GATHERED.value, ~alive)
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(*stuck)).scalar_one()


def _told_without_digest(connection: Connection) -> int:
    """Messages that are said to have gone out in a digest that did not go out."""
    digest = delivery.alias()
    kept_in = sa.select(digest.c.id).where(digest.c.id == delivery.c.digest_id, digest.c.state.not_in(_OUT)).exists()
    wrong = (delivery.c.state.in_(_OUT), kept_in)
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(*wrong)).scalar_one()


def _delivery_without_event(connection: Connection) -> int:
    event = sa.select(taken_event.c.event_id).where(taken_event.c.event_id == delivery.c.event_id).exists()
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(~event)).scalar_one()


def _attempt_without_delivery(connection: Connection) -> int:
    tried = sa.select(delivery.c.id).where(delivery.c.id == delivery_attempt.c.delivery_id).exists()
    return connection.execute(sa.select(sa.func.count()).select_from(delivery_attempt).where(~tried)).scalar_one()


def _unknown_state(connection: Connection) -> int:
    known = sorted(state.value for state in State)
    strange = delivery.c.state.not_in(known)
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(strange)).scalar_one()


def _important_without_recipient(connection: Connection) -> int:
    unheard = (
        taken_event.c.message_class == MessageClass.A.value,
        taken_event.c.recipients == 0,
        taken_event.c.withdrawn_reason.is_(None),
    )
    return connection.execute(sa.select(sa.func.count()).select_from(taken_event).where(*unheard)).scalar_one()


def _event_without_delivery(connection: Connection) -> int:
    any_delivery = sa.select(delivery.c.id).where(delivery.c.event_id == taken_event.c.event_id).exists()
    lost = (taken_event.c.recipients > 0, ~any_delivery)
    return connection.execute(sa.select(sa.func.count()).select_from(taken_event).where(*lost)).scalar_one()


def _overdue(connection: Connection, now: datetime) -> int:
    restless = [state.value for state in (State.PENDING, State.SENDING, State.RETRY_WAIT, State.UNCERTAIN)]
    late = (
        delivery.c.state.in_(restless),
        delivery.c.changed_at < now - OVERDUE,
        sa.or_(delivery.c.next_at.is_(None), delivery.c.next_at < now - OVERDUE),
    )
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(*late)).scalar_one()


def _oldest_due(connection: Connection, now: datetime) -> datetime | None:
    waiting = [state.value for state in (State.PENDING, State.RETRY_WAIT, State.UNCERTAIN)]
    query = sa.select(sa.func.min(delivery.c.next_at)).where(delivery.c.state.in_(waiting), delivery.c.next_at <= now)
    moment: datetime | None = connection.execute(query).scalar()
    return moment


def _states(connection: Connection) -> dict[str, int]:
    rows = connection.execute(sa.select(delivery.c.state, sa.func.count()).group_by(delivery.c.state))
    return {row.state: row[1] for row in rows}
