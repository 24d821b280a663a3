"""The life of one delivery, as one table. Nothing else decides which step may follow which."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    RETRY_WAIT = "retry_wait"
    UNCERTAIN = "uncertain"
    GATHERED = "gathered"
    HELD = "held"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED_PERMANENT = "failed_permanent"
    CLOSED_UNCERTAIN = "closed_uncertain"
    DEAD = "dead"
    CLOSED = "closed"
    SUPPRESSED = "suppressed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a delivery."""

    CLAIM = "claim"
    ACCEPT = "accept"
    RECEIVE = "receive"
    BOUNCE = "bounce"
    FAIL_FOR_NOW = "fail_for_now"
    FAIL_FOR_GOOD = "fail_for_good"
    NO_ANSWER = "no_answer"
    LOSE_WORKER = "lose_worker"
    EXHAUST = "exhaust"
    WAIT_OVER = "wait_over"
    ASK_AGAIN = "ask_again"
    LEAVE_OPEN = "leave_open"
    SUPPRESS = "suppress"
    SUPERSEDE = "supersede"
    EXPIRE = "expire"
    RETRY = "retry"
    CLOSE = "close"
    HOLD = "hold"
    RELEASE = "release"
    POSTPONE = "postpone"
    GATHER = "gather"
    LET_GO = "let_go"


S, E = State, Event

TABLE: tuple[tuple[State, Event, State], ...] = (
    (S.PENDING, E.CLAIM, S.SENDING),
    (S.PENDING, E.POSTPONE, S.PENDING),
    (S.PENDING, E.SUPPRESS, S.SUPPRESSED),
    (S.PENDING, E.SUPERSEDE, S.SUPERSEDED),
    (S.PENDING, E.EXPIRE, S.EXPIRED),
    (S.SENDING, E.ACCEPT, S.SENT),
    (S.SENDING, E.FAIL_FOR_NOW, S.RETRY_WAIT),
    (S.SENDING, E.FAIL_FOR_GOOD, S.FAILED_PERMANENT),
    (S.SENDING, E.NO_ANSWER, S.UNCERTAIN),
    (S.SENDING, E.LOSE_WORKER, S.PENDING),
    (S.SENDING, E.POSTPONE, S.PENDING),
    (S.SENDING, E.EXHAUST, S.DEAD),
    (S.RETRY_WAIT, E.WAIT_OVER, S.PENDING),
    (S.UNCERTAIN, E.ASK_AGAIN, S.PENDING),
    (S.UNCERTAIN, E.LEAVE_OPEN, S.CLOSED_UNCERTAIN),
    (S.SENT, E.RECEIVE, S.DELIVERED),
    (S.SENT, E.BOUNCE, S.BOUNCED),
    (S.DEAD, E.RETRY, S.PENDING),
    (S.DEAD, E.CLOSE, S.CLOSED),
    (S.PENDING, E.HOLD, S.HELD),
    (S.RETRY_WAIT, E.HOLD, S.HELD),
    (S.UNCERTAIN, E.HOLD, S.HELD),
    (S.HELD, E.RELEASE, S.PENDING),
    # In a digest: what comes of the digest comes of each message in it.
    (S.PENDING, E.GATHER, S.GATHERED),
    (S.GATHERED, E.LET_GO, S.PENDING),
    (S.GATHERED, E.HOLD, S.HELD),
    (S.GATHERED, E.SUPPRESS, S.SUPPRESSED),
    (S.GATHERED, E.SUPERSEDE, S.SUPERSEDED),
    (S.GATHERED, E.EXPIRE, S.EXPIRED),
    (S.GATHERED, E.ACCEPT, S.SENT),
    (S.GATHERED, E.FAIL_FOR_GOOD, S.FAILED_PERMANENT),
    (S.GATHERED, E.LEAVE_OPEN, S.CLOSED_UNCERTAIN),
    (S.GATHERED, E.CLOSE, S.CLOSED),
)

FOLLOWED = frozenset({E.ACCEPT, E.RECEIVE, E.BOUNCE, E.FAIL_FOR_GOOD, E.LEAVE_OPEN, E.CLOSE})
"""What happens to a digest and with it to every message in it."""

_NEXT = {(state, event): to for state, event, to in TABLE}

# Nothing more is expected from these without a person or the receiver.
RESTING = frozenset(State) - {
    state for state, event, _ in TABLE if event not in (E.RETRY, E.CLOSE, E.RECEIVE, E.BOUNCE)
}


class NoSuchStep(Exception):
    """The table does not know this event in this state."""


def after(state: State, event: Event) -> State:
    """The state that follows; raises NoSuchStep when the event can't happen in this state."""
    try:
        return _NEXT[state, event]
    except KeyError:
        raise NoSuchStep(f"{event.value} in {state.value}") from None


def events_in(state: State) -> tuple[Event, ...]:
    """What can happen in a state."""
    return tuple(event for known, event in _NEXT if known is state)
