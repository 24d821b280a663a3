"""The life of an application as data: who may make which event happen, in which state and under which guard.

Nothing else in the program decides on a state. Time events (`miss`) come from rows that are due, never from timers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class State(StrEnum):
    """Where an application stands."""

    IDEA = "idea"
    STOPPED = "stopped"
    DRAFT = "draft"
    INTERNAL_CHECK = "internal_check"
    READY = "ready"
    SUBMITTED = "submitted"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    AWARDED = "awarded"
    AWARDED_PARTIAL = "awarded_partial"
    AWARDED_CONDITIONAL = "awarded_conditional"
    REJECTED = "rejected"


class Event(StrEnum):
    """What can happen to an application."""

    NOTE = "note"
    START = "start"
    FIRST_CONTACT = "first_contact"
    STOP = "stop"
    EDIT = "edit"
    REQUEST_CHECK = "request_check"
    RETURN = "return"
    APPROVE = "approve"
    SUBMIT = "submit"
    SUBMIT_ELSEWHERE = "submit_elsewhere"
    WITHDRAW = "withdraw"
    DECIDE_AWARD = "decide_award"
    DECIDE_PARTIAL = "decide_partial"
    DECIDE_CONDITIONAL = "decide_conditional"
    DECIDE_REJECT = "decide_reject"
    MISS = "miss"


class Who(StrEnum):
    """In which role somebody acts for the place; the clock is nobody."""

    MEMBER = "member"
    BOARD = "board"
    VOLUNTEER = "volunteer"
    MANDATED = "mandated"
    CLOCK = "clock"


class Effect(StrEnum):
    """What comes with an event, in the same transaction."""

    FIRST_TASKS = "first_tasks"
    CHECKLIST = "checklist"
    DEADLINES = "deadlines"
    TELL_TEAM = "tell_team"
    ANSWER_KEPT = "answer_kept"
    APPROVAL_VOID = "approval_void"
    NUMBER = "number"
    DEADLINE_MET = "deadline_met"
    REMINDERS_ENDED = "reminders_ended"
    DECISION_KEPT = "decision_kept"


@dataclass(frozen=True)
class Row:
    """One line of the table. `before` None: the application does not exist yet. `guard` names a rule in guards.py."""

    before: State | None
    event: Event
    who: frozenset[Who]
    guard: str | None
    after: State
    effects: tuple[Effect, ...] = ()


TEAM = frozenset({Who.MEMBER, Who.BOARD, Who.VOLUNTEER})
CHECKERS = frozenset({Who.BOARD, Who.VOLUNTEER})
BOARD = frozenset({Who.BOARD})
SIGNERS = frozenset({Who.BOARD, Who.MANDATED})
"""Who may submit and withdraw: the board, or a volunteer whose written mandate names the act."""
CLOCK = frozenset({Who.CLOCK})

_STARTED = (Effect.DEADLINES, Effect.FIRST_TASKS, Effect.CHECKLIST, Effect.TELL_TEAM)
_SUBMITTED = (Effect.NUMBER, Effect.DEADLINE_MET, Effect.REMINDERS_ENDED, Effect.TELL_TEAM)
_DECIDED = (Effect.DECISION_KEPT, Effect.REMINDERS_ENDED, Effect.TELL_TEAM)
_DECISIONS = (
    (Event.DECIDE_AWARD, State.AWARDED),
    (Event.DECIDE_PARTIAL, State.AWARDED_PARTIAL),
    (Event.DECIDE_CONDITIONAL, State.AWARDED_CONDITIONAL),
    (Event.DECIDE_REJECT, State.REJECTED),
)

TABLE: tuple[Row, ...] = (
    Row(None, Event.NOTE, TEAM, "source_not_closed", State.IDEA, (Effect.FIRST_TASKS,)),
    Row(None, Event.START, TEAM, "source_not_closed", State.DRAFT, _STARTED),
    Row(State.IDEA, Event.START, TEAM, "source_not_closed", State.DRAFT, _STARTED),
    *(Row(s, Event.FIRST_CONTACT, TEAM, None, s, (Effect.ANSWER_KEPT,)) for s in (State.IDEA, State.DRAFT)),
    *(
        Row(s, Event.STOP, TEAM, None, State.STOPPED, (Effect.ANSWER_KEPT, Effect.REMINDERS_ENDED))
        for s in (State.IDEA, State.DRAFT)
    ),
    Row(State.DRAFT, Event.EDIT, TEAM, None, State.DRAFT),
    Row(State.READY, Event.EDIT, TEAM, None, State.DRAFT, (Effect.APPROVAL_VOID,)),
    Row(State.DRAFT, Event.REQUEST_CHECK, TEAM, "required_parts", State.INTERNAL_CHECK),
    # A group with one board member has nobody to check; its board goes straight on.
    Row(State.DRAFT, Event.APPROVE, BOARD, "only_board_member", State.READY),
    Row(State.INTERNAL_CHECK, Event.RETURN, CHECKERS, "reason_given", State.DRAFT),
    Row(State.INTERNAL_CHECK, Event.APPROVE, BOARD, "second_pair_of_eyes", State.READY),
    Row(State.READY, Event.SUBMIT, SIGNERS, "in_time", State.SUBMITTED, _SUBMITTED),
    *(
        # What was handed in at the funder's own desk is a fact, whatever was approved here; also after a "missed".
        Row(s, Event.SUBMIT_ELSEWHERE, SIGNERS, "was_in_time", State.SUBMITTED, _SUBMITTED)
        for s in (State.DRAFT, State.INTERNAL_CHECK, State.READY, State.MISSED)
    ),
    *(
        Row(s, Event.MISS, CLOCK, "closing_passed", State.MISSED, (Effect.REMINDERS_ENDED,))
        for s in (State.DRAFT, State.INTERNAL_CHECK, State.READY)
    ),
    Row(State.SUBMITTED, Event.WITHDRAW, SIGNERS, None, State.WITHDRAWN, (Effect.REMINDERS_ENDED,)),
    *(Row(State.SUBMITTED, event, CHECKERS, "decision_dates", after, _DECIDED) for event, after in _DECISIONS),
)

STATE_LABELS: Mapping[State, str] = {
    State.IDEA: _("Idee"),
    State.STOPPED: _("Gestopt"),
    State.DRAFT: _("Aan het schrijven"),
    State.INTERNAL_CHECK: _("Wordt nagekeken"),
    State.READY: _("Klaar om in te dienen"),
    State.SUBMITTED: _("Ingediend"),
    State.MISSED: _("Te laat"),
    State.WITHDRAWN: _("Ingetrokken"),
    State.AWARDED: _("Toegekend"),
    State.AWARDED_PARTIAL: _("Deels toegekend"),
    State.AWARDED_CONDITIONAL: _("Toegekend met voorwaarden"),
    State.REJECTED: _("Afgewezen"),
}
"""Dutch label of each state, the key of its translation."""

EVENT_LABELS: Mapping[Event, str] = {
    Event.NOTE: _("Idee bewaren"),
    Event.START: _("Aanvraag beginnen"),
    Event.FIRST_CONTACT: _("Antwoord van de gever opschrijven"),
    Event.STOP: _("Stoppen"),
    Event.EDIT: _("Aanpassen"),
    Event.REQUEST_CHECK: _("Laten nakijken"),
    Event.RETURN: _("Terugsturen"),
    Event.APPROVE: _("Goedkeuren"),
    Event.SUBMIT: _("Indienen"),
    Event.SUBMIT_ELSEWHERE: _("Opschrijven dat u al hebt ingediend"),
    Event.WITHDRAW: _("Intrekken"),
    Event.DECIDE_AWARD: _("Toekenning opschrijven"),
    Event.DECIDE_PARTIAL: _("Deels toegekend opschrijven"),
    Event.DECIDE_CONDITIONAL: _("Toekenning met voorwaarden opschrijven"),
    Event.DECIDE_REJECT: _("Afwijzing opschrijven"),
    Event.MISS: _("De sluitingsdatum ging voorbij"),
}
"""Dutch label of each event, as words on a button where people make it happen."""

_ROWS: Mapping[tuple[State | None, Event], Row] = {(row.before, row.event): row for row in TABLE}

RESTING = frozenset(State) - frozenset(row.before for row in TABLE if row.before is not None) | {State.MISSED}
"""States in which nothing is waited for. Only what turns out to have been in time leads out of `missed`."""

PREPARING = frozenset({State.IDEA, State.DRAFT, State.INTERNAL_CHECK, State.READY})
"""States before submission: the ones in which a closing date matters."""

DECISION_EVENTS = tuple(event for event, _after in _DECISIONS)


def row_for(state: State | None, event: Event) -> Row | None:
    """The line of the table for an event in a state, None when the event can't happen there."""
    return _ROWS.get((state, event))


def events_from(state: State | None) -> tuple[Event, ...]:
    """The events that people can make happen in a state, in the order of the table."""
    return tuple(row.event for row in TABLE if row.before == state and Who.CLOCK not in row.who)


def state_needed(state: State, event: Event) -> State | None:
    """The nearest state ahead in which people can make the event happen; None when no way leads there any more."""
    seen = [state]
    for here in seen:  # grows while it is walked: nearest first
        if here is not state and event in events_from(here):
            return here
        for row in TABLE:
            if row.before == here and Who.CLOCK not in row.who and row.after not in seen:
                seen.append(row.after)
    return None


def events_for(state: State | None, who: frozenset[Who]) -> tuple[Event, ...]:
    """The events that somebody in these roles can make happen in a state."""
    return tuple(row.event for row in TABLE if row.before == state and row.who & who)
