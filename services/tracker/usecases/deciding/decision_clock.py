"""The clock of the decision as rows: it starts with handing in, stands still, goes on and is put off."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.terms import decision_day, paused, resumed
from services.tracker.storage import snapshots
from services.tracker.usecases.changing import Change
from services.tracker.usecases.terms import end_term, make_term, term_of


def start_clock(change: Change, received_on: date) -> None:
    """Expects a decision as many weeks after a day as the source names; without weeks nothing is expected."""
    weeks = _weeks(change)
    if weeks is not None:
        expect_decision(change, decision_day(received_on, weeks), sure=False)


def expect_decision(change: Change, last_day: date, *, sure: bool) -> None:
    """Makes this the day on which the decision should be there; `sure` when the funder itself said so."""
    make_term(change, Kind.DECISION_EXPECTED, last_day, sure=sure)


def expected_on(change: Change) -> date | None:
    """The day on which the decision should be there, also while the clock stands still."""
    known = term_of(change, Kind.DECISION_EXPECTED)
    return known.told_day if known else None


def stop_clock(change: Change) -> None:
    """While the funder waits for us it has all the time; what was left of the term is counted when it goes on."""
    end_term(change, Kind.DECISION_EXPECTED, DeadlineState.WITHDRAWN, "clock_paused")


def resume_clock(change: Change, stopped_on: date, completed_on: date, *, anew: bool) -> None:
    """Lets a clock that stood still go on with the days that were left.

    Where the day of completion counts it starts `anew`. A clock that never stopped is left alone.
    """
    known = term_of(change, Kind.DECISION_EXPECTED)
    if anew and _weeks(change) is not None:
        start_clock(change, completed_on)
    elif known is not None and known.state is DeadlineState.WITHDRAWN:
        expect_decision(change, resumed(paused(known.told_day, stopped_on), completed_on), sure=False)


def _weeks(change: Change) -> float | None:
    snapshot = snapshots.of_application(change.work.connection, change.actor.scope, change.application.id)
    weeks = snapshot.document.get("decision_weeks")
    return float(weeks) if isinstance(weeks, (int, float)) and not isinstance(weeks, bool) and weeks >= 0 else None
