"""The terms of all conditions of an award at once."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.storage import conditions
from services.tracker.usecases.changing import Change
from services.tracker.usecases.terms import end_term


def end_condition_terms(change: Change, state: DeadlineState, reason: str) -> None:
    """Ends every term of a condition that is open. `reason` is a code."""
    for condition in conditions.of_application(change.work.connection, change.actor.scope, change.application.id):
        end_term(change, Kind.CONDITION, state, reason, condition.id)
