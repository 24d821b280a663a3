"""The life of a partner agreement as data, in the form of the table of applications.

An agreement belongs to its parties: either may propose, evaluate and give notice. A coordinator or volunteer helps, and
writes down what a party without an account did. Silence renews nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.tracker.domain.agreements.vocabulary import AgreementEvent as Event
from services.tracker.domain.agreements.vocabulary import AgreementState as State
from services.tracker.domain.agreements.vocabulary import Party


@dataclass(frozen=True)
class Row:
    """One line of the table. `guards` name rules in guards.py."""

    before: State | None
    event: Event
    who: frozenset[Party]
    guards: tuple[str, ...]
    after: State


PARTIES = frozenset({Party.PLACE, Party.PARTNER})
HELPERS = frozenset({Party.VOLUNTEER, Party.COORDINATOR})
ALL = PARTIES | HELPERS
COORDINATORS = frozenset({Party.COORDINATOR})
SIGNERS = PARTIES | COORDINATORS
"""A coordinator signs for the coalition, or writes down a signature that was given on paper."""
CLOCK = frozenset({Party.CLOCK})

IN_FORCE = frozenset({State.ACTIVE, State.AT_RISK})
"""States in which promises count."""

_OFFERED = (State.PROPOSED, State.PARTLY_SIGNED)
_LIVE = (State.ACTIVE, State.AT_RISK)

TABLE: tuple[Row, ...] = (
    Row(State.DRAFT, Event.EDIT, ALL, (), State.DRAFT),
    Row(State.DRAFT, Event.PROPOSE, ALL, ("is_complete",), State.PROPOSED),
    Row(State.DRAFT, Event.DECLINE, ALL, (), State.DECLINED),
    # Who changes an offer voids the signatures under it.
    *(Row(s, Event.TAKE_BACK, ALL, ("reason_given",), State.DRAFT) for s in _OFFERED),
    *(Row(s, Event.DECLINE, ALL, ("reason_given",), State.DECLINED) for s in _OFFERED),
    *(Row(s, Event.OFFER_ENDS, CLOCK, ("offer_is_old",), State.DECLINED) for s in _OFFERED),
    *(Row(s, Event.SIGN, SIGNERS, ("may_sign", "others_left"), State.PARTLY_SIGNED) for s in _OFFERED),
    *(Row(s, Event.SIGN_LAST, SIGNERS, ("may_sign", "nobody_left"), State.SCHEDULED) for s in _OFFERED),
    Row(State.SCHEDULED, Event.START, CLOCK, ("start_reached",), State.ACTIVE),
    *(Row(s, Event.OPEN_EVALUATION, CLOCK, ("evaluation_near",), s) for s in _LIVE),
    *(Row(s, Event.EVALUATE, ALL, ("with_other_party",), State.ACTIVE) for s in _LIVE),
    Row(State.ACTIVE, Event.MISS_EVALUATIONS, CLOCK, ("two_missed",), State.AT_RISK),
    *(Row(s, Event.AMEND, ALL, ("no_amendment",), s) for s in _LIVE),
    *(Row(s, Event.SIGN_AMENDMENT, SIGNERS, ("amendment_open", "may_sign", "others_left"), s) for s in _LIVE),
    *(Row(s, Event.AMENDMENT_TAKES_FORCE, SIGNERS, ("amendment_open", "may_sign", "nobody_left"), s) for s in _LIVE),
    *(Row(s, Event.DROP_AMENDMENT, ALL, ("amendment_open",), s) for s in _LIVE),
    *(Row(s, Event.WISH_RENEWAL, PARTIES | COORDINATORS, ("renewal_new",), s) for s in _LIVE),
    *(Row(s, Event.RENEW, PARTIES | COORDINATORS, ("renewal_wished_by_other",), State.ACTIVE) for s in _LIVE),
    *(
        Row(s, Event.GIVE_NOTICE, PARTIES | COORDINATORS, ("reason_given", "notice_term"), State.IN_NOTICE)
        for s in (*_LIVE, State.SUSPENDED, State.SCHEDULED)
    ),
    Row(State.IN_NOTICE, Event.END, CLOCK, ("end_passed",), State.ENDED),
    *(Row(s, Event.EXPIRE, CLOCK, ("end_passed",), State.EXPIRED) for s in (*_LIVE, State.SUSPENDED)),
    *(Row(s, Event.ASK_SUSPENSION, COORDINATORS, ("reason_given",), s) for s in _LIVE),
    *(Row(s, Event.SUSPEND, COORDINATORS, ("second_coordinator",), State.SUSPENDED) for s in _LIVE),
    Row(State.SUSPENDED, Event.RESUME, COORDINATORS, ("reason_given",), State.ACTIVE),
    Row(State.SUSPENDED, Event.STOP_FOR_BREACH, COORDINATORS, ("reason_given",), State.ENDED),
)

RESTING = frozenset({State.DECLINED, State.EXPIRED, State.ENDED})
"""States in which nothing is waited for."""

_ROWS: Mapping[tuple[State | None, Event], Row] = {(row.before, row.event): row for row in TABLE}


def row_for(state: State | None, event: Event) -> Row | None:
    """The line of the table for an event in a state, None when the event can't happen there."""
    return _ROWS.get((state, event))


def events_for(state: State | None, who: frozenset[Party]) -> tuple[Event, ...]:
    """The events that somebody who acts so can make happen in a state, in the order of the table."""
    return tuple(row.event for row in TABLE if row.before == state and row.who & who)
