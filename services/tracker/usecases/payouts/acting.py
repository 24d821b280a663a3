"""What every act of a fiscal host has in common: one transaction, rights, once, the version, the audit row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelf import Shelf
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right, require
from shared.access.scope import Scope
from shared.audit import AuditEntry
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotAllowedNow, Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

READ = Right(Resource.PAYOUT, Action.READ)
CREATE = Right(Resource.PAYOUT, Action.CREATE)
UPDATE = Right(Resource.PAYOUT, Action.UPDATE)
APPROVE = Right(Resource.PAYOUT, Action.APPROVE)
NO_FACTS: frozenset[Fact] = frozenset()

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Act:
    """One act of one person, inside one transaction."""

    ctx: TrackerContext
    work: Writing
    actor: Actor
    once: Once | None
    now: datetime

    @property
    def connection(self) -> Connection:
        """The connection of this transaction."""
        return self.work.connection

    @property
    def scope(self) -> Scope:
        """What this person reaches."""
        return self.actor.scope

    @property
    def today(self) -> date:
        """The day in the Netherlands."""
        return self.now.astimezone(AMSTERDAM).date()

    def may(self, right: Right, host_id: str, facts: frozenset[Fact] = NO_FACTS) -> None:
        """Raises NotFound or Forbidden when this person may not do this for this host."""
        require(self.actor, right, place_id=host_id, facts=facts)

    def get(
        self,
        shelf: Shelf[Kept],
        record_id: str,
        right: Right,
        *,
        version: int | None = None,
        facts: frozenset[Fact] = NO_FACTS,
    ) -> Kept:
        """The record, after looking at the right and at the version that the person saw."""
        found = shelf.get(self.connection, self.scope, record_id)
        held: Any = found
        self.may(right, held.place_id, facts)
        if version is not None and version != held.version:
            raise Stale(_("Iemand anders was u net voor. Kijk eerst wat er nu staat."), held.version)
        return found

    def change(self, shelf: Shelf[Kept], before: Kept, **values: Any) -> Kept:
        """Writes new values over what was read. Raises Stale."""
        return shelf.change(self.connection, self.scope, before, **values)

    def add(self, shelf: Shelf[Kept], *records: Kept) -> None:
        """Keeps new records."""
        shelf.add(self.connection, self.scope, records)

    def note(self, action: str, subject: str, host_id: str, **detail: object) -> None:
        """An audit row `payout.<action>`; `detail` holds codes, ids and cents, never a name or an account number."""
        self.work.note(payout_entry(self.actor, action, subject, host_id, self.now, detail))

    def done(self, result: Kept) -> Kept:
        """The last step: keeps the answer for a repeat."""
        if self.once is not None:
            self.once.finish(self.connection, result)
        return result


def look_first(ctx: TrackerContext, actor: Actor, shelf: Shelf[Any], record_id: str) -> None:
    """Whether this person may change the record, before slow work that must not hold the lock of a write.

    Raises NotFound, Forbidden.
    """
    with ctx.database.read() as connection:
        require(actor, UPDATE, place_id=shelf.get(connection, actor.scope, record_id).place_id)


@contextmanager
def acting(ctx: TrackerContext, actor: Actor, once: Once | None) -> Iterator[Act]:
    """A transaction of one person. Raises AlreadyDone for a repeated key. End with `act.done(result)`."""
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        yield Act(ctx, work, actor, once, ctx.clock.now())


def payout_entry(
    actor: Actor | None, action: str, subject: str, host_id: str, now: datetime, detail: Mapping[str, object]
) -> AuditEntry:
    """The audit row of one act; without an actor it was somebody with the link of a group."""
    return AuditEntry(
        action=f"payout.{action}",
        subject=subject,
        at=now,
        person_id=actor.person_id if actor else None,
        organisation_id=host_id,
        acting_for=host_id if actor and host_id in actor.mandate_of else None,
        via=actor.acting_via if actor else None,
        detail=detail,
    )


def refuse(code: str | None, texts: Mapping[str, str]) -> None:
    """Raises NotAllowedNow with the sentence of this code; does nothing for None."""
    if code is not None:
        raise NotAllowedNow(_(texts[code]), code=code)


def group_subject(group_id: str) -> str:
    """What audit rows about a street are filed under."""
    return f"payout_group:{group_id}"


def batch_subject(batch_id: str) -> str:
    """What audit rows and messages about a batch are filed under."""
    return f"payout_batch:{batch_id}"
