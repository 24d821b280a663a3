"""The way of an application in seven phases: for lists, for the pipeline, and for words on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.states import State
from services.tracker.domain.texts import mark as _


class Phase(StrEnum):
    """A step of the way that several states share."""

    IDEA = "idea"
    WRITING = "writing"
    WAITING = "waiting"
    GRANTED = "granted"
    REPORTING = "reporting"
    CLOSED = "closed"
    ENDED = "ended"


PHASE_LABELS: Mapping[Phase, str] = {
    Phase.IDEA: _("Idee"),
    Phase.WRITING: _("Schrijven"),
    Phase.WAITING: _("Wacht op besluit"),
    Phase.GRANTED: _("Toegekend"),
    Phase.REPORTING: _("Verslag en afrekening"),
    Phase.CLOSED: _("Afgesloten"),
    Phase.ENDED: _("Niet doorgegaan"),
}

STATES_OF: Mapping[Phase, tuple[State, ...]] = {
    Phase.IDEA: (State.IDEA,),
    Phase.WRITING: (State.DRAFT, State.INTERNAL_CHECK, State.READY),
    Phase.WAITING: (State.SUBMITTED, State.INCOMPLETE, State.IN_REVIEW),
    Phase.GRANTED: (State.AWARDED, State.AWARDED_PARTIAL, State.AWARDED_CONDITIONAL, State.RUNNING),
    Phase.REPORTING: (State.REPORTED, State.REPORT_OVERDUE, State.SETTLED, State.REPAYMENT_DUE),
    Phase.CLOSED: (State.CLOSED,),
    Phase.ENDED: (
        State.STOPPED,
        State.MISSED,
        State.NOT_CONSIDERED,
        State.WITHDRAWN,
        State.REJECTED,
        State.DECLINED,
        State.LAPSED,
        State.REVOKED,
    ),
}
"""Every state belongs to one phase."""

PHASE_OF: Mapping[State, Phase] = {state: phase for phase, states in STATES_OF.items() for state in states}

HOPEFUL = (Phase.IDEA, Phase.WRITING, Phase.WAITING)
"""Phases in which the answer is still to come, so that a chance says something."""
