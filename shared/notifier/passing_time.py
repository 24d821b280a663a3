"""Steps that nobody takes but time: a wait is over, a lease has run out, an answer never came."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.engine import Connection

from shared.notifier import deliveries
from shared.notifier.database_clock import database_now
from shared.notifier.deliveries import Delivery
from shared.notifier.holds import sent_log
from shared.notifier.states import Event, State
from shared.notifier.waits import MOST_LOST_WORKERS, may_ask_again

log = structlog.get_logger(__name__)


def let_time_pass(connection: Connection, one: Delivery, now: datetime, data_dir: Path) -> Delivery | None:
    """Takes the step whose time has come, if any; the delivery as it stands then, None when another was first.

    `data_dir` holds what is remembered outside the databases.
    """
    if one.state is State.SENDING:
        return _after_lease(connection, one, now, data_dir)
    if one.next_at is None or one.next_at > now:
        return one
    if one.state is State.RETRY_WAIT:
        return deliveries.move(connection, one, Event.WAIT_OVER, now, next_at=now)
    if one.state is State.UNCERTAIN:
        return _after_silence(connection, one, now)
    return one


def _after_lease(connection: Connection, one: Delivery, now: datetime, data_dir: Path) -> Delivery | None:
    if one.lease_until is None or one.lease_until > database_now(connection):
        return one
    log.warning("lease_over", delivery_id=one.id, attempt=one.attempts)
    # Who wrote this down went away between handing over and writing: nobody gets it a second time for that.
    if sent_log.was_handed_over(data_dir, one):
        moved = deliveries.move(connection, one, Event.ACCEPT, now)
        if moved is not None:
            deliveries.end_attempt(connection, one, now, Event.ACCEPT.value, "worker_lost")
        return moved
    lost = deliveries.tries(connection, one).lost + 1
    # A message on which every worker dies must not take them all down for ever.
    event = Event.EXHAUST if lost >= MOST_LOST_WORKERS else Event.LOSE_WORKER
    next_at = None if event is Event.EXHAUST else now
    moved = deliveries.move(connection, one, event, now, reason="worker_lost", next_at=next_at)
    if moved is not None:
        deliveries.end_attempt(connection, one, now, Event.LOSE_WORKER.value, "")
    return moved


def _after_silence(connection: Connection, one: Delivery, now: datetime) -> Delivery | None:
    uncertain = deliveries.tries(connection, one).uncertain
    if may_ask_again(uncertain, one.message_class):
        return deliveries.move(connection, one, Event.ASK_AGAIN, now, next_at=now, reason=one.reason)
    return deliveries.move(connection, one, Event.LEAVE_OPEN, now, reason=one.reason)
