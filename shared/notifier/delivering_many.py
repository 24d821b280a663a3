"""Makes many deliveries in one go: what they have in common is read, written and committed once.

Every promise stays one per row: each is looked at once more, claimed with its own fence and lease, and ends by itself.
What is special about a delivery (an earlier try, a digest, a wish that changed) is left to `delivering.deliver`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from shared.contracts.messages import MessageKind
from shared.notifier import delivery_ranges
from shared.notifier.channels.base import OwnDatabase, Parcel
from shared.notifier.checking import Checked, Sendable, check_many
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.delivering import deliver
from shared.notifier.failing import AWAY
from shared.notifier.handing_over import finish, keep_back, one_after_another
from shared.notifier.packing import Places, Written, pack, place_names
from shared.notifier.states import RESTING, State
from shared.notifier.verdicts import GO, Stop, Wait
from shared.outbox import faults

log = structlog.get_logger(__name__)

TOGETHER = 500
"""So many that stay in our own database share a look, a claim and a commit."""

LOOKED_AT_ONCE = 20
"""So many that are handed over one by one share a look."""

FRESH_SECONDS = 1.0
"""What was looked up is believed for this long: what is withdrawn meanwhile must not go out."""


def deliver_many(context: NotifierContext, delivery_ids: Sequence[str], until: float) -> Sequence[str]:
    """Makes those deliveries that are due and that nobody else is at; returns the ids for which there was no time.

    `until` is a moment of `time.monotonic()`: a job that goes on too long would be stopped in the middle of a message.
    May run twice, also at once, and may die anywhere.
    """
    if len(delivery_ids) == 1:  # nothing to share
        deliver(context, delivery_ids[0])
        return []
    try:
        with context.database.read() as connection:
            found = [one for one in delivery_ranges.find_many(connection, delivery_ids) if one.state not in RESTING]
    except ValueError as error:  # a row that this program can't read, which must keep no other back
        log.error("rows_unreadable", rows=len(delivery_ids), exc_info=error)
        return _one_by_one(context, delivery_ids, until)
    first = [one for one in found if _is_first_try(context, one)]
    ours = [one for one in first if isinstance(context.channels[one.channel], OwnDatabase)]
    firsts, own = {one.id for one in first}, {one.id for one in ours}
    left: list[str] = []
    written: Written = {}
    for part in _parts(ours):
        left += _ids(part) if time.monotonic() >= until else _keep_part(context, part, until, written)
    for part in _by_channel([one for one in first if one.id not in own]):
        left += _send_each(context, part, until, written)
    return [*left, *_one_by_one(context, [one.id for one in found if one.id not in firsts], until)]


def _is_first_try(context: NotifierContext, one: Delivery) -> bool:
    plain = one.state is State.PENDING and one.attempts == 0 and one.batch is None
    due = one.next_at is not None and one.next_at <= context.clock.now()
    return plain and due and one.kind is not MessageKind.DIGEST


def _parts(rows: Sequence[Delivery]) -> Iterator[Sequence[Delivery]]:
    # Of one channel each: a part is kept by that channel.
    for of_channel in _by_channel(rows):
        for start in range(0, len(of_channel), TOGETHER):
            yield of_channel[start : start + TOGETHER]


def _by_channel(rows: Sequence[Delivery]) -> Iterator[Sequence[Delivery]]:
    for channel in sorted({one.channel for one in rows}):
        yield [one for one in rows if one.channel == channel]


def _ids(rows: Sequence[Delivery]) -> list[str]:
    return [one.id for one in rows]


def _one_by_one(context: NotifierContext, delivery_ids: Sequence[str], until: float) -> Sequence[str]:
    """Makes each by itself, so that one that fails keeps no other back; those for which there was no time."""
    for number, delivery_id in enumerate(delivery_ids):
        if time.monotonic() >= until:
            return delivery_ids[number:]
        try:
            deliver(context, delivery_id)
        except AWAY:
            raise
        except Exception as error:
            log.error("due_row_failed", delivery_id=delivery_id, error=type(error).__name__, exc_info=error)
    return []


def _send_each(context: NotifierContext, rows: Sequence[Delivery], until: float, written: Written) -> Sequence[str]:
    """Hands over one after the other by one channel, each claimed by itself: a crash doubles one at the most."""
    with one_after_another(context, rows[0].channel) as turns:
        while rows and time.monotonic() < until:
            group, believed_until = rows[:LOOKED_AT_ONCE], time.monotonic() + FRESH_SECONDS
            look = _look(context, group, written)
            if look is None:
                return [*_one_by_one(context, _ids(group), until), *_ids(rows[len(group) :])]
            done = 0
            for one in group:
                if look.is_to_go(one):
                    turns.send(one, partial(look.pack, one))
                else:
                    look.put_aside(one)
                done += 1
                if time.monotonic() >= min(until, believed_until):
                    break
            turns.end()
            rows = rows[done:]
    return _ids(rows)


def _keep_part(context: NotifierContext, part: Sequence[Delivery], until: float, written: Written) -> Sequence[str]:
    """Puts a part in our own database: messages and results in one transaction."""
    look = _look(context, part, written)
    if look is None:
        return _one_by_one(context, _ids(part), until)
    ready = [one for one in part if look.is_to_go(one)]
    lease = timedelta(seconds=context.settings.lease_seconds)
    with context.database.transaction() as connection:
        claimed = delivery_ranges.claim_first(connection, ready, context.clock.now(), lease)
    faults.point("after_claim")
    try:
        _keep(context, claimed, look)
    except Exception as error:  # which of them it was shows when each is kept alone
        log.error("part_failed", rows=len(claimed), error=type(error).__name__, exc_info=error)
        for one in claimed:
            finish(context, one, partial(look.pack, one))
    for one in part:
        if not look.is_to_go(one):
            look.put_aside(one)
    return []


def _keep(context: NotifierContext, claimed: Sequence[Delivery], look: _Look) -> None:
    if not claimed:
        return
    channel = context.channels[claimed[0].channel]
    assert isinstance(channel, OwnDatabase)  # noqa: S101 only such a part comes here
    parcels = [look.pack(one) for one in claimed]
    with context.database.transaction() as connection:
        held = delivery_ranges.still_claimed(connection, claimed)
        channel.keep(connection, [parcel for parcel in parcels if parcel.delivery_id in held])
        delivery_ranges.receive(connection, held, context.clock.now())
        faults.point("after_send")
    log.info("deliveries_kept", channel=channel.name.value, rows=len(held))


@dataclass(frozen=True)
class _Look:
    """What was found out about some deliveries, and what to do with each because of it."""

    context: NotifierContext
    checked: Mapping[str, Checked]
    places: Places
    written: Written

    def is_to_go(self, one: Delivery) -> bool:
        """Whether it may go out now, by itself."""
        checked = self.checked[one.id]
        return isinstance(checked, Sendable) and checked.verdict == GO

    def pack(self, one: Delivery) -> Parcel:
        """The message of one that is to go."""
        checked = self.checked[one.id]
        assert isinstance(checked, Sendable)  # noqa: S101 asked for these only
        return pack(self.context, one.id, checked.intent, checked.recipient, self.places, self.written)

    def put_aside(self, one: Delivery) -> None:
        """Keeps back what may not go now, or leaves it to who looks more closely."""
        checked = self.checked[one.id]
        if isinstance(checked, Stop | Wait):
            keep_back(self.context, one, checked)
        else:
            deliver(self.context, one.id)


def _look(context: NotifierContext, rows: Sequence[Delivery], written: Written) -> _Look | None:
    """None when one of them can't be looked at: which one shows when each is looked at alone."""
    try:
        checked = check_many(context, rows, context.clock.now())
        intents = [one.intent for one in checked.values() if isinstance(one, Sendable)]
        return _Look(context, checked, place_names(context, intents), written)
    except Exception as error:
        log.error("look_failed", rows=len(rows), error=type(error).__name__, exc_info=error)
        return None
