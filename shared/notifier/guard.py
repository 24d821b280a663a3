"""The last question before a message goes out: is it still true, useful and meant for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.notifier.states import Event
from shared.outbox.intents import KeptIntent, Unreadable

# The owner took it back because something newer says it better; every other withdrawal means that nobody need know.
SUPERSEDING = frozenset({"deadline_moved", "version_changed", "superseded", "replaced"})

Kept = KeptIntent | Unreadable | None
"""A sender's row as read at this moment."""


@dataclass(frozen=True)
class Stop:
    """Why a message does not go out: the step of the table, and a reason code that is shown in words."""

    event: Event
    reason: str


def check(kept: Kept, *, meant_for_them: bool, now: datetime) -> Stop | None:
    """None when the message may go out now."""
    if kept is None:
        return Stop(Event.SUPPRESS, "source_gone")
    if isinstance(kept, Unreadable):
        return Stop(Event.HOLD, "unknown_version")
    if kept.withdrawn_reason is not None:
        event = Event.SUPERSEDE if kept.withdrawn_reason in SUPERSEDING else Event.SUPPRESS
        return Stop(event, kept.withdrawn_reason)
    if kept.intent.useful_until is not None and kept.intent.useful_until <= now:
        return Stop(Event.EXPIRE, "no_longer_useful")
    if not meant_for_them:
        return Stop(Event.SUPPRESS, "no_longer_in_audience")
    return None
