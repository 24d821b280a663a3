"""The kinds of what happens, to choose from in a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.states import DECISION_EVENTS, Event
from services.tracker.domain.texts import mark as _


class LogKind(StrEnum):
    """What somebody wants to see of a timeline."""

    STEPS = "steps"
    DECISIONS = "decisions"
    OTHER = "other"


LOG_KIND_LABELS: Mapping[LogKind, str] = {
    LogKind.STEPS: _("Stappen van aanvragen"),
    LogKind.DECISIONS: _("Besluiten van gevers"),
    LogKind.OTHER: _("Al het andere: termijnen, taken, geld, papieren"),
}

_DECISIONS = frozenset({*DECISION_EVENTS, Event.REVOKE, Event.SETTLE, Event.SETTLE_EX_OFFICIO})


def actions_of(kind: LogKind) -> tuple[frozenset[str], bool]:
    """The codes in the log that belong to a kind; True: all but these."""
    if kind is LogKind.OTHER:
        return frozenset(f"application.{event.value}" for event in Event), True
    chosen = _DECISIONS if kind is LogKind.DECISIONS else frozenset(Event) - _DECISIONS
    return frozenset(f"application.{event.value}" for event in chosen), False
