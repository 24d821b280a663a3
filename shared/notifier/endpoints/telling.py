"""Tells whose endpoint was switched off by itself, so that a person can mend it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.clock import Clock
from shared.notifier.endpoints.judging import Health
from shared.notifier.endpoints.model import Endpoint
from shared.outbox.relay import NoRelay
from shared.outbox.senders import Sender
from shared.outbox.writing import writing
from shared.plumbing.database import Database


def tell_switched_off(people: Database, endpoint: Endpoint, health: Health, is_place: bool, clock: Clock) -> None:
    """Writes the message in the outbox of the people database, once for each time that it failed too long.

    Written before the switch itself: a worker that dies in between finds the endpoint failing still, and the
    message there already.
    """
    try:
        with writing(people, Sender.PEOPLE, NoRelay(), clock=clock) as work:
            work.tell(_intent(endpoint, health, is_place, clock.now()))
    except IntegrityError:
        return


def _intent(endpoint: Endpoint, health: Health, is_place: bool, now: datetime) -> Intent:
    return Intent(
        id=str(uuid.uuid5(uuid.UUID(endpoint.id), f"{endpoint.created_at} {health.failing_since}")),
        kind=MessageKind.ENDPOINT_DISABLED,
        subject=f"endpoint:{endpoint.id}",
        audience=Audience.PLACE_TEAM if is_place else Audience.PERSON,
        due_at=now,
        place_id=endpoint.organisation_id if is_place else None,
        person_id=None if is_place else endpoint.created_by,
        data={"endpoint": endpoint.description, "reason": health.off.value if health.off else ""},
    )
