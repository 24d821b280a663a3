"""What every part of the matcher works with: wired once by app.py, handed to web, worker and ticker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from shared.kernel.clock import Clock, today_in_amsterdam
from shared.outbox.relay import Offering
from shared.outbox.senders import Sender
from shared.outbox.writing import Writing, writing
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings


@dataclass(frozen=True)
class MatcherContext:
    """The databases, the clock and the way to the workers; `database` is the matcher's own."""

    settings: Settings
    clock: Clock
    people: Database
    database: Database
    notifier: Database
    relay: Offering

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """One transaction in the matcher's own database."""
        with writing(self.database, Sender.MATCHER, self.relay, clock=self.clock) as work:
            yield work

    @contextmanager
    def write_people(self) -> Iterator[Writing]:
        """One transaction in the people database, which the matcher's use cases alone write."""
        with writing(self.people, Sender.PEOPLE, self.relay, clock=self.clock) as work:
            yield work

    def today(self) -> date:
        """The civil date in the Netherlands."""
        return today_in_amsterdam(self.clock)
