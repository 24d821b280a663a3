"""Makes one delivery: look once more whether it should go out, then send it alone or together with others."""

from __future__ import annotations

from functools import partial

from shared.contracts.messages import MessageKind
from shared.notifier import deliveries
from shared.notifier.checking import check_again
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.digests.sending import gather, send_digest
from shared.notifier.handing_over import keep_back, send
from shared.notifier.packing import pack
from shared.notifier.passing_time import let_time_pass
from shared.notifier.states import RESTING, Event, State
from shared.notifier.verdicts import Gather, Stop, Wait


def deliver(context: NotifierContext, delivery_id: str) -> None:
    """Makes a delivery if it is due and nobody else is at it. May run twice, also at once, and may die anywhere."""
    one = _pending_and_due(context, delivery_id)
    if one is None:
        return
    if one.kind is MessageKind.DIGEST:
        send_digest(context, one)
        return
    checked = check_again(context, one, context.clock.now())
    if isinstance(checked, Stop | Wait):
        keep_back(context, one, checked)
    elif _may_join(one) and one.batch is not None and (digest_id := gather(context, one)):
        deliver(context, digest_id)
    elif _may_join(one) and one.batch is None and isinstance(checked.verdict, Gather):
        _join(context, one, checked.verdict)
    else:
        send(context, one, partial(pack, context, one.id, checked.intent, checked.recipient))


def _may_join(one: Delivery) -> bool:
    """What was handed over once may be in somebody's mailbox: in a digest it would come again, under another id."""
    return one.attempts == 0


def _join(context: NotifierContext, one: Delivery, gathered: Gather) -> None:
    """Puts off what somebody meanwhile wishes to get together with other messages."""
    with context.database.transaction() as connection:
        deliveries.move(
            connection, one, Event.POSTPONE, context.clock.now(), next_at=gathered.until, batch=gathered.batch
        )


def _pending_and_due(context: NotifierContext, delivery_id: str) -> Delivery | None:
    now = context.clock.now()
    with context.database.read() as connection:
        one = deliveries.find(connection, delivery_id)
    if one is None or one.state in RESTING:
        return None
    if one.state is not State.PENDING:
        with context.database.transaction() as connection:
            one = let_time_pass(connection, one, now, context.settings.data_dir)
    return one if one and one.state is State.PENDING and one.next_at and one.next_at <= now else None
