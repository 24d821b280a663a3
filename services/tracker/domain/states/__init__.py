"""The life of an application. Nothing else in the program decides on a state."""

from __future__ import annotations

from collections.abc import Mapping

from services.tracker.domain.states.labels import EVENT_LABELS, STATE_LABELS
from services.tracker.domain.states.rows import DECISIONS, TABLE, Row
from services.tracker.domain.states.vocabulary import Effect, Event, State, Who

__all__ = [
    "ASKING",
    "DECISION_EVENTS",
    "EVENT_LABELS",
    "GRANTED",
    "PREPARING",
    "RESTING",
    "STATE_LABELS",
    "TABLE",
    "Effect",
    "Event",
    "Row",
    "State",
    "Who",
    "events_for",
    "events_from",
    "row_for",
    "state_needed",
]

PREPARING = frozenset({State.IDEA, State.DRAFT, State.INTERNAL_CHECK, State.READY})
"""States before submission: the ones in which a closing date matters."""

ASKING = PREPARING | {State.SUBMITTED, State.INCOMPLETE, State.IN_REVIEW}
"""States in which the answer of the funder is still to come: nobody asks the same a second time meanwhile."""

GRANTED = frozenset(
    {
        State.AWARDED,
        State.AWARDED_PARTIAL,
        State.AWARDED_CONDITIONAL,
        State.RUNNING,
        State.REPORTED,
        State.REPORT_OVERDUE,
        State.SETTLED,
        State.REPAYMENT_DUE,
        State.CLOSED,
    }
)
"""States of an application that was granted, and whose money counts."""

RESTING = frozenset(
    {
        State.STOPPED,
        State.MISSED,
        State.NOT_CONSIDERED,
        State.WITHDRAWN,
        State.REJECTED,
        State.DECLINED,
        State.LAPSED,
        State.REVOKED,
        State.CLOSED,
    }
)
"""States in which nothing is waited for. What leads out of them is news: an objection, a late yes, a new try."""

DECISION_EVENTS = tuple(event for event, _after, _effects in DECISIONS)

_ROWS: Mapping[tuple[State | None, Event], Row] = {(row.before, row.event): row for row in TABLE}


def row_for(state: State | None, event: Event) -> Row | None:
    """The line of the table for an event in a state, None when the event can't happen there."""
    return _ROWS.get((state, event))


def events_from(state: State | None) -> tuple[Event, ...]:
    """The events that people can make happen in a state, in the order of the table."""
    return tuple(row.event for row in TABLE if row.before == state and _people(row))


def events_for(state: State | None, who: frozenset[Who]) -> tuple[Event, ...]:
    """The events that somebody in these roles can make happen in a state."""
    return tuple(row.event for row in TABLE if row.before == state and row.who & who)


def state_needed(state: State, event: Event) -> State | None:
    """The nearest state ahead in which people can make the event happen; None when no way leads there any more.

    What only news could open again (a resting state) is no way.
    """
    seen = [state]
    for here in seen:  # grows while it is walked: nearest first
        if here is not state and event in events_from(here):
            return here
        for row in TABLE:
            if row.before == here and here not in RESTING and _people(row) and row.after not in seen:
                seen.append(row.after)
    return None


def _people(row: Row) -> bool:
    return row.who != {Who.CLOCK}
