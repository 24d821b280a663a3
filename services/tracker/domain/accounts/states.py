"""The way of a payout account as data: from a proposal by one person to a number that money may go to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from services.tracker.domain.texts import mark as _

COOL_DOWN = timedelta(hours=72)
"""Between the approval and the first use: time in which somebody can see the notice and stop a fraud."""


class AccountState(StrEnum):
    """Where an account stands. `verified`: all checks were passed, and it waits for a payment that is on its way."""

    PROPOSED = "proposed"
    COOLING_DOWN = "cooling_down"
    VERIFIED = "verified"
    ACTIVE = "active"
    REPLACED = "replaced"
    REJECTED = "rejected"


class AccountEvent(StrEnum):
    """What can happen to an account. `verify`, `activate` and `replace` follow from the clock."""

    APPROVE = "approve"
    VERIFY = "verify"
    ACTIVATE = "activate"
    REPLACE = "replace"
    REJECT = "reject"


_S, _E = AccountState, AccountEvent

TABLE: Mapping[tuple[AccountState, AccountEvent], AccountState] = {
    (_S.PROPOSED, _E.APPROVE): _S.COOLING_DOWN,
    (_S.COOLING_DOWN, _E.VERIFY): _S.VERIFIED,
    (_S.VERIFIED, _E.ACTIVATE): _S.ACTIVE,
    (_S.ACTIVE, _E.REPLACE): _S.REPLACED,
    # Whoever sees that something is wrong stops it, whatever was checked before.
    (_S.PROPOSED, _E.REJECT): _S.REJECTED,
    (_S.COOLING_DOWN, _E.REJECT): _S.REJECTED,
    (_S.VERIFIED, _E.REJECT): _S.REJECTED,
    (_S.ACTIVE, _E.REJECT): _S.REJECTED,
}

WAITING = frozenset({_S.PROPOSED, _S.COOLING_DOWN, _S.VERIFIED})
"""A place has at most one account in these states."""

ENDED = frozenset({_S.REPLACED, _S.REJECTED})
"""To these no money goes any more."""

STATE_LABELS: Mapping[AccountState, str] = {
    _S.PROPOSED: _("Voorgesteld"),
    _S.COOLING_DOWN: _("Goedgekeurd, wachttijd loopt"),
    _S.VERIFIED: _("Nagekeken, wacht op een betaling"),
    _S.ACTIVE: _("In gebruik"),
    _S.REPLACED: _("Vervangen"),
    _S.REJECTED: _("Tegengehouden"),
}
"""Dutch label of each state."""


def after(state: AccountState, event: AccountEvent) -> AccountState | None:
    """Where an account stands after an event; None when the event can't happen now."""
    return TABLE.get((state, event))


def people_events(state: AccountState) -> tuple[AccountEvent, ...]:
    """What people can do with an account in this state."""
    return tuple(event for event in (_E.APPROVE, _E.REJECT) if (state, event) in TABLE)
