"""One write: the change itself, what people should hear of it and the audit row, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from shared.audit.entries import AuditEntry, record
from shared.contracts.messages import Intent, MessageKind
from shared.kernel.clock import Clock, SystemClock
from shared.outbox import faults, intents
from shared.outbox.relay import Offering
from shared.outbox.senders import Sender
from shared.plumbing.database import Database

AWAITED = frozenset({MessageKind.SIGN_IN})
"""What somebody sits waiting for: it goes before what a busy morning put in the queue."""


@dataclass(frozen=True)
class Writing:
    """What a use case holds while it writes. Use `connection` for its own storage calls."""

    connection: Connection
    sender: Sender
    clock: Clock
    told: list[Intent] = field(default_factory=list)

    def tell(self, intent: Intent) -> None:
        """Lets people hear of an event, once this transaction commits. Raises IntegrityError when its id was used."""
        faults.point("before_intent")
        intents.insert(self.connection, intent, self.clock.now())
        faults.point("after_intent")
        self.told.append(intent)

    def withdraw(
        self, *, subject: str, kind: MessageKind | None = None, occurrence: str | None = None, reason: str
    ) -> int:
        """Takes back what was told about a subject and has not reached people yet; returns how many intents.

        `reason` is a code that people see in words beside the message (`deadline_moved`, `already_submitted`).
        What was sent already stays sent.
        """
        now = self.clock.now()
        return intents.withdraw(self.connection, now, subject=subject, kind=kind, occurrence=occurrence, reason=reason)

    def note(self, entry: AuditEntry) -> None:
        """Writes a row in the audit log of this database."""
        record(self.connection, entry)


@contextmanager
def writing(
    database: Database, sender: Sender | str, relay: Offering, *, clock: Clock | None = None
) -> Iterator[Writing]:
    """One transaction in the sender's database; any error rolls all of it back.

    After the commit the due intents are offered to the workers at once. When that fails nothing is lost:
    the ticker finds the rows a few seconds later.
    """
    clock = clock or SystemClock()
    with database.transaction() as connection:
        work = Writing(connection, Sender(sender), clock)
        faults.point("before_write")
        yield work
    faults.point("after_commit")
    now = clock.now()
    if due := [intent for intent in work.told if intent.due_at <= now]:
        relay.offer(work.sender, [one.id for one in due], first=any(one.kind in AWAITED for one in due))
        faults.point("after_offer")
