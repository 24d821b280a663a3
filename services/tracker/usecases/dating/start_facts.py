"""What the guard `start_after_decision` looks at: when the plan starts, and when a decision can be expected."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.tracker.domain.deadlines import OPEN_DEADLINE
from services.tracker.domain.terms import decision_day
from services.tracker.storage import snapshots
from services.tracker.usecases.changing import Change
from shared.kernel.dates import AMSTERDAM


def start_facts(change: Change) -> dict[str, Any]:
    """Values for `Change.facts`, from the dated copy of the source. What the source does not tell forbids nothing.

    Rounds are decided after they close, other sources after they were asked: today.
    """
    snapshot = snapshots.of_application(change.work.connection, change.actor.scope, change.application.id)
    weeks = snapshot.document.get("decision_weeks")
    start = snapshot.document.get("start") or {}
    return {
        "starts_on": snapshot.need_starts_on,
        "decision_expected_on": None if weeks is None else decision_day(_asked_on(change), float(weeks)),
        "retroactive_allowed": start.get("not_before") != "decision",
    }


def _asked_on(change: Change) -> date:
    closing = change.closing()
    today = change.now.astimezone(AMSTERDAM).date()
    return max(closing.told_day, today) if closing is not None and closing.state in OPEN_DEADLINE else today
