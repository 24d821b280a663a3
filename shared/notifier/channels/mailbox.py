"""In the demo no mail leaves the machine: the mailbox page shows what would have been sent."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from email.message import EmailMessage

from shared.kernel.clock import Clock
from shared.notifier import mailbox_messages
from shared.notifier.channels.base import Outcome, Result
from shared.plumbing.database import Database


class MailboxTransport:
    """Keeps mails in a table. The only place where the secret of a sign-in mail is stored, and only in the demo."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def hand_over(self, mail: EmailMessage, address: str, delivery_id: str) -> Result:
        """Keeps the mail under its delivery's id; a second time changes nothing."""
        with self._database.transaction() as connection:
            mailbox_messages.add(connection, delivery_id, mail, address, self._clock.now())
        return Result(Outcome.ACCEPTED, "mailbox")

    def session(self) -> AbstractContextManager[MailboxTransport]:
        """There is no connection to share."""
        return nullcontext(self)
