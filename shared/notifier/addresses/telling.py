"""Tells coordinators whose mail does not arrive: once for each address, however often it fails again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from shared.access import around, directory
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.notifier.addresses import storage
from shared.notifier.addresses.storage import StoppedAddress
from shared.notifier.context import NotifierContext
from shared.outbox.senders import Sender
from shared.outbox.writing import writing

MOST_AT_ONCE = 50
_IDS = uuid.UUID("6b1f3a52-6e3c-4c58-9d4e-0c1f2a7b9e11")


def tell_coordinators(context: NotifierContext) -> int:
    """Writes what coordinators should hear of; returns of how many addresses. Safe after a death anywhere.

    What is told has an id that follows from the address and the place: telling it again can't make a second message.
    """
    with context.database.read() as connection:
        found = storage.untold(connection, MOST_AT_ONCE)
    for one in found:
        try:
            with writing(context.people, Sender.PEOPLE, context.relay, clock=context.clock) as work:
                for intent in _intents(context, one):
                    work.tell(intent)
        except IntegrityError:
            pass  # told already, by a program that died before it could write that down
        with context.database.transaction() as connection:
            storage.mark_told(connection, one.key, context.clock.now())
    return len(found)


def _intents(context: NotifierContext, one: StoppedAddress) -> Sequence[Intent]:
    """One message for the coordinators of each place that the person works for."""
    now = context.clock.now()
    with context.people.read() as people:
        person = directory.person(people, one.person_id or "")
        places = around.places_worked_for(people, person.id, now) if person else []
    return [
        Intent(
            id=str(uuid.uuid5(_IDS, f"{one.key} {place_id}")),
            kind=MessageKind.MAIL_FAILS,
            subject=f"person:{person.id}",
            audience=Audience.PLACE_COORDINATORS,
            place_id=place_id,
            due_at=now,
            data={"person_name": person.called, "address": one.masked, "what": one.reason.value},
        )
        for place_id in places
        if person
    ]
