"""Makes a digest of what waits together, and sends it: each message in it is looked at once more first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from shared.contracts.messages import Audience, Intent, MessageClass, MessageKind
from shared.notifier import deliveries
from shared.notifier.channels.base import Parcel
from shared.notifier.checking import Checked, Sendable, check_many
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.digests import storage
from shared.notifier.digests.batches import most_alone
from shared.notifier.handing_over import keep_back, send
from shared.notifier.packing import letter_for, pack, place_names
from shared.notifier.states import Event
from shared.notifier.verdicts import Stop, Wait
from shared.outbox import faults


def gather(context: NotifierContext, one: Delivery) -> str | None:
    """Makes one digest of `one` and all that waits with it; None when there are too few to go out together."""
    with context.database.transaction() as connection:
        members = storage.waiting(connection, one)
        if len(members) <= most_alone(one.batch or ""):
            return None
        digest_id = storage.make(connection, members, context.clock.now())
    faults.point("after_gather")
    return digest_id


def send_digest(context: NotifierContext, digest: Delivery) -> None:
    """Sends a digest of what still holds; what no longer does is left out and says why."""
    with context.database.read() as connection:
        members = storage.members_of(connection, digest.id)
    looked = check_many(context, members, context.clock.now())
    if later := _waits_whole(digest, looked.values()):
        keep_back(context, digest, later)
        return
    left = [checked for member in members if (checked := _still_holds(context, member, looked[member.id]))]
    if not left:
        keep_back(context, digest, Stop(Event.SUPPRESS, "nothing_left"))
        return
    send(context, digest, _written_now(partial(_pack, context, digest, left)))


def _written_now(pack: Callable[[], Parcel]) -> Callable[[], Parcel]:
    """Writes before the claim: with hundreds of messages in it that takes long, and a lease is for handing over.

    What goes wrong is raised where it is asked for, as with any message.
    """
    try:
        parcel = pack()
    except Exception as error:
        failed = error

        def refuse() -> Parcel:
            raise failed

        return refuse
    return lambda: parcel


def _waits_whole(digest: Delivery, looked: Iterable[Checked]) -> Wait | None:
    """A digest that may have arrived once lets nothing go: that would come a second time, under another id.

    Unless much hangs on it: then rather twice than too late.
    """
    if not digest.attempts or digest.message_class is MessageClass.A:
        return None
    return min((one for one in looked if isinstance(one, Wait)), key=lambda wait: wait.until, default=None)


def _still_holds(context: NotifierContext, member: Delivery, checked: Checked) -> Sendable | None:
    if isinstance(checked, Sendable):
        return checked
    if isinstance(checked, Stop):
        keep_back(context, member, checked)
        return None
    # Not now, but later: it goes out by itself when its time comes.
    with context.database.transaction() as connection:
        now = context.clock.now()
        deliveries.move(connection, member, Event.LET_GO, now, reason=checked.reason, next_at=checked.until)
    return None


def _pack(context: NotifierContext, digest: Delivery, members: Sequence[Sendable]) -> Parcel:
    recipient = members[0].recipient
    places = place_names(context, [member.intent for member in members])
    letters = [letter_for(context, member.intent, recipient, places) for member in members]
    intent = Intent(
        id=digest.event_id,
        kind=MessageKind.DIGEST,
        subject=digest.subject,
        audience=Audience.PERSON,
        person_id=recipient.id,
        due_at=digest.created_at,
        data={"told": [{"title": letter.subject, "link": letter.link or ""} for letter in letters]},
    )
    return pack(context, digest.id, intent, recipient)
