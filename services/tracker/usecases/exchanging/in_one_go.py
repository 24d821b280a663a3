"""Many acts as one: every use case that is given this context writes in the same transaction, and tells nobody."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields

from services.tracker.settings import TrackerContext
from shared.contracts.messages import Intent
from shared.outbox.writing import Writing


@dataclass(frozen=True)
class _Silent(Writing):
    """Writes, and lets nobody hear of it: what a sheet tells happened long ago."""

    def tell(self, intent: Intent) -> None:
        """Does nothing."""


@dataclass(frozen=True)
class InOneGo(TrackerContext):
    """The context inside a transaction that somebody else opened, and that is rolled back as a whole."""

    work: Writing

    def write(self) -> AbstractContextManager[Writing]:
        """The transaction that is open already."""
        return nullcontext(self.work)


def in_one_go(ctx: TrackerContext, work: Writing) -> InOneGo:
    """The same context, writing in this transaction."""
    known = {one.name: getattr(ctx, one.name) for one in fields(TrackerContext)}
    return InOneGo(**known, work=_Silent(work.connection, work.sender, work.clock))
