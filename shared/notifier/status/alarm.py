"""The alarm: when a message is more than five minutes late, coordinators are told on this site, once per incident.

It takes no worker and no queue: those may be what is broken.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy.engine import Connection

from shared.access import directory
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.notifier import beats, invariants
from shared.notifier.context import NotifierContext
from shared.notifier.delivering import deliver
from shared.notifier.status.figures import TOO_LATE
from shared.notifier.taking import take
from shared.outbox.relay import NoRelay
from shared.outbox.senders import Sender
from shared.outbox.writing import writing

log = structlog.get_logger(__name__)

MARK = "late"
CALM_SECONDS = 60.0
"""An incident is over when nothing is later than this: not at the first moment below the limit."""


def watch(context: NotifierContext) -> bool:
    """Tells of an incident that is new; whether there is one. A crash between the telling and its mark tells twice."""
    late = invariants.count(context).oldest_due_seconds
    with context.database.read() as connection:
        known = MARK in beats.last(connection)
    if late > TOO_LATE.total_seconds():
        log.error("messages_late", oldest_due_seconds=round(late, 1))
        if not known:
            _tell(context)
            with context.database.transaction() as connection:
                beats.beat(connection, MARK)
        return True
    if known and late <= CALM_SECONDS:
        with context.database.transaction() as connection:
            beats.forget(connection, MARK)
        log.info("messages_in_time_again")
    return False


def _tell(context: NotifierContext) -> None:
    now = context.clock.now()
    with context.people.read() as people:
        told = [_intent(person_id, now) for person_id in _watchers(people)]
    with writing(context.senders[Sender.PEOPLE.value], Sender.PEOPLE, NoRelay(), clock=context.clock) as work:
        for intent in told:
            work.tell(intent)
    for delivery_id in take(context, Sender.PEOPLE.value, [intent.id for intent in told]):
        deliver(context, delivery_id)


def _intent(person_id: str, now: datetime) -> Intent:
    event_id = new_id()
    return Intent(
        id=event_id,
        kind=MessageKind.STATUS_ALARM,
        subject=f"alarm:{event_id}",
        audience=Audience.PERSON,
        person_id=person_id,
        due_at=now,
    )


def _watchers(people: Connection) -> list[str]:
    return [person.id for person in directory.watchers(people)]
