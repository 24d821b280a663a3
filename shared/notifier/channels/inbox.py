"""The inbox on our own pages: one row per delivery, in our own database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from shared.contracts.messages import Intent
from shared.kernel.clock import Clock
from shared.notifier import inbox_messages
from shared.notifier.channels.base import Addressee, ChannelName, Outcome, Parcel, Result
from shared.notifier.inbox_messages import NewMessage
from shared.notifier.recipients import Recipient
from shared.notifier.waits import USUAL_WAITS
from shared.plumbing.database import Database


class InboxChannel:
    """Puts messages in a person's inbox. Exactly once: the row has the id of the delivery."""

    name = ChannelName.INBOX
    waits = USUAL_WAITS
    gathers = False
    chosen = True
    on = True

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def addressees(self, intent: Intent, people: Sequence[Recipient]) -> Sequence[Addressee]:
        """Everybody who has an account."""
        return [Addressee(one) for one in people]

    def send(self, parcel: Parcel) -> Result:
        """Writes the row; a second time changes nothing."""
        with self._database.transaction() as connection:
            self.keep(connection, [parcel])
        return Result(Outcome.RECEIVED)

    def keep(self, connection: Connection, parcels: Sequence[Parcel]) -> None:
        """Writes the rows of many; a second time changes nothing."""
        messages = [NewMessage(one.delivery_id, one.recipient.id, one.letter) for one in parcels]
        inbox_messages.add(connection, messages, self._clock.now())
