"""A system of somebody else that is told by webhook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.notifier.preferences.topics import Topic

MOST_PER_ORGANISATION = 10
OLD_SECRET_WORKS = timedelta(hours=24)
"""After a new secret was made, both sign for this long, so that a receiver can change over."""


class OffReason(StrEnum):
    """Why nothing is sent to an endpoint any more."""

    BY_PERSON = "by_person"
    GONE = "gone"
    FAILING = "failing"


@dataclass(frozen=True)
class Endpoint:
    """Where to, of which topics and places, and how it goes.

    `places` empty means all places of the organisation. `failures` counts the tries that failed since the last that
    did not; `paused_until` is when the next may be made. `salt` makes its secret, `old_salt` the one before.
    """

    id: str
    organisation_id: str
    url: str
    description: str
    topics: frozenset[Topic]
    places: frozenset[str]
    salt: str
    old_salt: str | None
    old_until: datetime | None
    disabled_at: datetime | None
    disabled_reason: OffReason | None
    failures: int
    failing_since: datetime | None
    paused_until: datetime | None
    created_by: str
    created_at: datetime
    changed_at: datetime
    version: int

    @property
    def enabled(self) -> bool:
        """Whether it is told of anything."""
        return self.disabled_at is None

    def hears(self, topic: Topic, place_id: str) -> bool:
        """Whether it asked for this topic of this place."""
        return topic in self.topics and (not self.places or place_id in self.places)

    def salts(self, now: datetime) -> Sequence[str]:
        """What makes the secrets that sign now, the newest first."""
        if self.old_salt is None or self.old_until is None or self.old_until <= now:
            return (self.salt,)
        return (self.salt, self.old_salt)


@dataclass(frozen=True)
class Wanted:
    """What somebody wishes of an endpoint, checked."""

    url: str
    description: str
    topics: frozenset[Topic]
    places: frozenset[str]
