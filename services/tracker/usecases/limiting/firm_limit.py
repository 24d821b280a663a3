"""The limit that forbids to go on, for the guard."""

from __future__ import annotations

from services.tracker.storage import snapshots
from services.tracker.usecases.changing import Change
from services.tracker.usecases.deciding.recording import today_of
from services.tracker.usecases.limiting.find_limits import find_limits


def firm_limit(change: Change) -> str:
    """The first limit whose rule was checked and is fresh, in words; empty when there is none."""
    connection = change.work.connection
    snapshot = snapshots.of_application(connection, change.actor.scope, change.application.id)
    found = find_limits(change.ctx, connection, change.application, snapshot, today_of(change))
    return next((f"{limit.rule}. {limit.evidence}" for limit in found if limit.firm), "")
