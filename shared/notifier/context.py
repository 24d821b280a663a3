"""What the parts of the notifier work with, wired once by `door`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.notifier.channels.base import Channel
from shared.outbox.relay import Offering
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings


@dataclass(frozen=True)
class NotifierContext:
    """`senders` holds the databases with an outbox by their sender's name; `chance` gives numbers from 0 to 1."""

    database: Database
    people: Database
    senders: Mapping[str, Database]
    settings: Settings
    clock: Clock
    relay: Offering
    channels: Mapping[str, Channel]
    chance: Callable[[], float]

    def dispose(self) -> None:
        """Closes all idle connections."""
        for database in {self.database, self.people, *self.senders.values()}:
            database.dispose()
