"""The days that an award names besides its reports: begin before, and spend before. Each is a deadline of its own."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.award_terms import Asked
from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, Kind
from services.tracker.domain.states import State
from services.tracker.storage import deadlines
from services.tracker.usecases.accounting.dated import set_last_day
from services.tracker.usecases.changing import Change

NOT_BEGUN = frozenset({State.AWARDED, State.AWARDED_PARTIAL, State.AWARDED_CONDITIONAL})
TO_SPEND = NOT_BEGUN | {State.RUNNING}


def keep_award_days(change: Change, asked: Asked) -> None:
    """Makes, moves or takes away both deadlines so that they are what the terms ask."""
    state = change.application.state
    if state in NOT_BEGUN:
        _keep(change, Kind.START_BEFORE, asked.start_before)
    if state in TO_SPEND:
        _keep(change, Kind.SPEND_BEFORE, asked.spend_before)


def _keep(change: Change, kind: Kind, day: date | None) -> None:
    """A day that ended already is left alone when it is told again: it would only go by a second time."""
    known = deadlines.newest_of(change.work.connection, change.actor.scope, change.application.id, kind, None)
    if known is not None and known.state not in OPEN_DEADLINE and known.entered.day == day:
        return
    set_last_day(change, kind, None, day, Basis.BEFORE)
