"""The alarm: when a message is more than five minutes late, coordinators are told on this site, once per incident.

It takes no worker and no queue: those may be what is broken.
"""

from __future__ import annotations

import uuid
from datetime import datetime

import structlog
from sqlalchemy.engine import Connection

from shared.access import around
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.notifier import beats, invariants
from shared.notifier.context import NotifierContext
from shared.notifier.delivering import deliver
from shared.notifier.status.figures import TOO_LATE
from shared.notifier.taking import take
from shared.outbox import faults, intents
from shared.outbox.relay import NoRelay
from shared.outbox.senders import Sender
from shared.outbox.writing import writing

log = structlog.get_logger(__name__)

BEGAN, TOLD = "late", "late_told"
CALM_SECONDS = 60.0
"""An incident is over when nothing is later than this: not at the first moment below the limit."""

_NAMES = uuid.UUID("0b1e6a52-6d0f-5c57-9a55-4a4f0d0f7b11")


def watch(context: NotifierContext) -> bool:
    """Tells each of those who look after messages once of an incident that is new; whether there is one.

    May die anywhere: the incident is noted before it is told, and what is told bears a name made of it.
    """
    late = invariants.count(context).oldest_due_seconds
    with context.database.read() as connection:
        marks = beats.last(connection)
    if late > TOO_LATE.total_seconds():
        log.error("messages_late", oldest_due_seconds=round(late, 1))
        began = marks.get(BEGAN) or _note(context, BEGAN)
        faults.point("alarm_noted")
        if TOLD not in marks:
            _tell(context, began)
            faults.point("alarm_told")
            _note(context, TOLD)
        return True
    if BEGAN in marks and late <= CALM_SECONDS:
        with context.database.transaction() as connection:
            for mark in (TOLD, BEGAN):
                beats.forget(connection, mark)
        log.info("messages_in_time_again")
    return False


def _note(context: NotifierContext, mark: str) -> datetime:
    """Notes that something is so from now on; since when, as another may have said just before."""
    with context.database.transaction() as connection:
        return beats.begin(connection, mark)


def _tell(context: NotifierContext, began: datetime) -> None:
    now = context.clock.now()
    with context.people.read() as people:
        wanted = {one.id: one for one in (_intent(person_id, began, now) for person_id in _watchers(people))}
    sender = Sender.PEOPLE
    with writing(context.senders[sender.value], sender, NoRelay(), clock=context.clock) as work:
        known = intents.find_many(work.connection, wanted)
        for intent_id in wanted.keys() - known.keys():
            work.tell(wanted[intent_id])
    for delivery_id in take(context, sender.value, sorted(wanted)):
        deliver(context, delivery_id)


def _intent(person_id: str, began: datetime, now: datetime) -> Intent:
    """What one person is told of the incident that began then: always under the same id."""
    return Intent(
        id=str(uuid.uuid5(_NAMES, f"{began.isoformat()} {person_id}")),
        kind=MessageKind.STATUS_ALARM,
        subject=f"alarm:{uuid.uuid5(_NAMES, began.isoformat())}",
        audience=Audience.PERSON,
        person_id=person_id,
        due_at=now,
    )


def _watchers(people: Connection) -> list[str]:
    return [person.id for person in around.watchers(people)]
