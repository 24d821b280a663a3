"""What a person does about messages that were given up: try again, or close with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from shared.audit.entries import AuditEntry, record
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, NotFound
from shared.notifier import deliveries
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.states import Event, State, events_in
from shared.notifier.status import storage
from shared.notifier.status.storage import Reach
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

AT_ONCE = 500
LONGEST_REASON = 80


@dataclass(frozen=True)
class Who:
    """Who acts, and for which places they may; nobody in particular for the system itself."""

    person_id: str | None
    reach: Reach


def retry(context: NotifierContext, who: Who, delivery_id: str, once: Once | None = None) -> None:
    """Tries one message again. Raises NotFound, or NotAllowedNow when it was not given up."""
    _act(context, who, lambda connection: [_given_up(connection, who, delivery_id)], Event.RETRY, once=once)


def retry_all(context: NotifierContext, who: Who, reason: str | None, once: Once | None = None) -> int:
    """Tries again what was given up for one reason, five hundred at a time; returns how many."""
    return _act(context, who, lambda connection: _alike(connection, who, reason), Event.RETRY, once=once)


def close(context: NotifierContext, who: Who, delivery_id: str, note: str, once: Once | None = None) -> None:
    """Ends one message for good. Raises InvalidInput without a reason, NotFound, or NotAllowedNow."""
    said = _reason(note)
    _act(context, who, lambda connection: [_given_up(connection, who, delivery_id)], Event.CLOSE, said, once)


def close_all(context: NotifierContext, who: Who, reason: str | None, note: str, once: Once | None = None) -> int:
    """Ends what was given up for one reason, five hundred at a time; returns how many."""
    said = _reason(note)
    return _act(context, who, lambda connection: _alike(connection, who, reason), Event.CLOSE, said, once)


def _reason(note: str) -> str:
    said = " ".join(note.split())
    if 0 < len(said) <= LONGEST_REASON:
        return said
    message = _("Schrijf waarom, in hoogstens %(most)s tekens.", most=LONGEST_REASON)
    raise InvalidInput([FieldError("note", "too_long" if said else "required", message)])


def _given_up(connection: Connection, who: Who, delivery_id: str) -> Delivery:
    one = deliveries.find(connection, delivery_id)
    if one is None or not (who.reach is None or one.place_id in who.reach):
        raise NotFound(_("Dit bericht is er niet."))
    if one.state is not State.DEAD:
        allowed = [event.value for event in events_in(one.state)]
        raise NotAllowedNow(_("Dit bericht is niet opgegeven."), allowed, "not_dead")
    return one


def _alike(connection: Connection, who: Who, reason: str | None) -> Iterable[Delivery]:
    return storage.dead(connection, who.reach, reason, AT_ONCE)


def _act(
    context: NotifierContext,
    who: Who,
    find: Callable[[Connection], Iterable[Delivery]],
    event: Event,
    note: str | None = None,
    once: Once | None = None,
) -> int:
    """Takes the step for each that still stands as it was read, with a line in the log; `once` keeps how many."""
    now = context.clock.now()
    again = now if event is Event.RETRY else None
    done = []
    with context.database.transaction() as connection:
        if once:
            once.begin(connection)  # a repeat must not look for what it did itself the first time
        for one in find(connection):
            if deliveries.move(connection, one, event, now, reason=note, next_at=again, since=again) is not None:
                done.append(one.id)
                subject = f"delivery:{one.id}"
                record(connection, AuditEntry(f"delivery.{event.value}", subject, now, who.person_id, one.place_id))
        if once:
            once.finish(connection, len(done))
    if done and event is Event.RETRY:
        context.relay.offer_deliveries(done)
    return len(done)
