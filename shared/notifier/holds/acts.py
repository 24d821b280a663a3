"""Holding messages back and letting them go, with a line in the log for each act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import structlog
from sqlalchemy.engine import Connection

from shared.audit.entries import AuditEntry, record
from shared.contracts.messages import MessageClass
from shared.kernel.errors import NotFound
from shared.notifier.context import NotifierContext
from shared.notifier.holds import storage
from shared.notifier.holds.rules import Cause, Extent, Hold, without
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

log = structlog.get_logger(__name__)

AT_ONCE = 500


def hold(context: NotifierContext, extent: Extent, reason: str, by: str | None, once: Once | None = None) -> str:
    """Keeps back all messages of this extent from now on; returns the hold's id, that of the one which does so already.

    `extent` and `reason` come from `read_order`; `by` is a person's id, nobody for the command line. What a worker has
    in hand at this moment may still go out. `once` keeps the holds that are on then.
    """
    now = context.clock.now()
    with context.database.transaction() as connection, _kept_once(connection, once):
        same = next((one.id for one in storage.active(connection) if one.extent == extent), None)
        if same is not None:
            return same
        hold_id = storage.add(connection, extent, Cause.PERSON, reason, now, by=by)
        assert hold_id is not None  # noqa: S101 only a restore can be known already
        _note(connection, "hold.set", hold_id, by, now, _codes(extent))
    log.warning("messages_held", hold_id=hold_id, **_codes(extent))
    return hold_id


def release(
    context: NotifierContext,
    hold_id: str,
    message_class: MessageClass | None,
    by: str | None,
    once: Once | None = None,
) -> None:
    """Ends a hold, or ends it for one class only. Raises NotFound when it has ended already.

    Nothing changes when it holds nothing of that class. `once` keeps the holds that are on then.
    """
    now = context.clock.now()
    with context.database.transaction() as connection, _kept_once(connection, once):
        one = storage.find_active(connection, hold_id)
        if one is None:
            raise NotFound(_("Deze berichten worden niet meer vastgehouden."))
        rest = without(one.extent, message_class) if message_class else None
        if rest == one.extent or not storage.lift(connection, hold_id, by, now):
            return  # it holds nothing of this class, or somebody let it go at this very moment
        if rest is not None:
            storage.add(connection, rest, one.cause, one.reason, now, by=one.set_by)
        detail = {"class": message_class.value} if message_class else {}
        _note(connection, "hold.release", hold_id, by, now, detail)
    let_go(context)


def let_go(context: NotifierContext) -> int:
    """Makes held rows that no hold covers any more ready to be sent, some at a time; returns how many.

    Safe at any moment and at once: also a release whose program died halfway goes on here.
    """
    with context.database.transaction() as connection:
        kept = [one.extent for one in storage.active(connection)]
        if Extent() in kept:
            return 0
        ids = storage.let_go(connection, kept, context.clock.now(), AT_ONCE)
    if ids:
        context.relay.offer_deliveries(ids)
        log.info("held_let_go", rows=len(ids))
    return len(ids)


def holds(context: NotifierContext) -> list[Hold]:
    """The holds that are on, oldest first."""
    with context.database.read() as connection:
        return storage.active(connection)


@contextmanager
def _kept_once(connection: Connection, once: Once | None) -> Iterator[None]:
    if once:
        once.begin(connection)
    yield
    if once:
        once.finish(connection, storage.active(connection))


def _codes(extent: Extent) -> dict[str, object]:
    parts = {"kind": extent.kind, "class": extent.message_class, "channel": extent.channel}
    return {name: str(value) for name, value in parts.items() if value is not None}


def _note(
    connection: Connection, action: str, hold_id: str, by: str | None, now: datetime, detail: Mapping[str, object]
) -> None:
    record(connection, AuditEntry(action, f"hold:{hold_id}", now, person_id=by, detail=detail))
