"""What the tracker's use cases are given: wired once in app.py, handed to web, worker and ticker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from shared.contracts.likely_sources import Likely, NamedRow
from shared.contracts.source_answer import AnswerOutcome, SourceAnswer
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.clock import Clock
from shared.outbox.relay import Offering
from shared.outbox.senders import Sender
from shared.outbox.writing import Writing, writing
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings


class Receipt(StrEnum):
    """What became of an event that was sent: taken, refused for what it is, or nobody could take it now."""

    TAKEN = "taken"
    REFUSED = "refused"
    AWAY = "away"


class Matcher(Protocol):
    """What the tracker asks of the matcher."""

    def snapshot(self, person_id: str, need_id: str, source_id: str) -> SourceSnapshot:
        """A dated copy of a source and its match with a need, as this person may see it.

        Raises NotFound when the person may not see the need or either does not exist, Unavailable when there is no
        answer in time.
        """
        ...

    def likely(self, person_id: str, rows: Sequence[NamedRow]) -> dict[str, Likely]:
        """Which sources and needs rows of a sheet may be about, by key; at most MOST_ASKED rows. Raises Unavailable."""
        ...

    def tell(self, event: Mapping[str, Any]) -> Receipt:
        """Sends what happened to an application (shared.contracts.application_events as JSON)."""
        ...

    def tell_answer(self, person_id: str, answer: SourceAnswer) -> AnswerOutcome | None:
        """Passes on what a funder answered, in the name of who wrote it down; the same answer may be told twice.

        None when the matcher can do nothing with this one now; raises Unavailable when there is no answer in time.
        """
        ...


@dataclass(frozen=True)
class TrackerContext:
    """Everything from outside that a use case needs. `database` is the tracker's own; `people` is only read."""

    settings: Settings
    clock: Clock
    people: Database
    database: Database
    notifier: Database
    relay: Offering
    matcher: Matcher

    def write(self) -> AbstractContextManager[Writing]:
        """One transaction in the tracker's database, with what people should hear of it."""
        return writing(self.database, Sender.TRACKER, self.relay, clock=self.clock)
