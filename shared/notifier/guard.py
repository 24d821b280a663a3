"""The first question before a message goes out: is it still true and useful?"""

from __future__ import annotations

from datetime import datetime

from shared.notifier.states import Event
from shared.notifier.verdicts import Stop
from shared.outbox.intents import KeptIntent, Unreadable

# The owner took it back because something newer says it better; every other withdrawal means that nobody need know.
SUPERSEDING = frozenset({"deadline_moved", "version_changed", "superseded", "replaced"})

Kept = KeptIntent | Unreadable | None
"""A sender's row as read at this moment."""


def check(kept: Kept, now: datetime) -> Stop | None:
    """None when what the sender wrote still holds; whether this person is to hear it now is asked of the plan."""
    if kept is None:
        return Stop(Event.SUPPRESS, "source_gone")
    if isinstance(kept, Unreadable):
        return Stop(Event.HOLD, "unknown_version")
    if kept.withdrawn_reason is not None:
        event = Event.SUPERSEDE if kept.withdrawn_reason in SUPERSEDING else Event.SUPPRESS
        return Stop(event, kept.withdrawn_reason)
    if kept.intent.useful_until is not None and kept.intent.useful_until <= now:
        return Stop(Event.EXPIRE, "no_longer_useful")
    return None
