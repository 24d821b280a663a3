"""The life of one instalment as data: what can happen to it, and where it stands then."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class InstalmentState(StrEnum):
    """Where an instalment stands."""

    PLANNED = "planned"
    DUE = "due"
    ORDERED = "ordered"
    FAILED = "failed"
    PAID = "paid"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class InstalmentEvent(StrEnum):
    """What can happen to an instalment. Funders have no account yet: the board writes down what they tell."""

    FALL_DUE = "fall_due"
    POSTPONE = "postpone"
    ORDER = "order"
    FAIL = "fail"
    RETRY = "retry"
    PAY = "pay"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    ANNUL = "annul"
    CANCEL = "cancel"


_S, _E = InstalmentState, InstalmentEvent

TABLE: Mapping[tuple[InstalmentState, InstalmentEvent], InstalmentState] = {
    (_S.PLANNED, _E.FALL_DUE): _S.DUE,
    # The funder named a later day.
    (_S.DUE, _E.POSTPONE): _S.PLANNED,
    (_S.PLANNED, _E.ORDER): _S.ORDERED,
    (_S.DUE, _E.ORDER): _S.ORDERED,
    (_S.ORDERED, _E.FAIL): _S.FAILED,
    (_S.FAILED, _E.RETRY): _S.DUE,
    (_S.ORDERED, _E.PAY): _S.PAID,
    # Money on the account is a fact, whatever was told before.
    (_S.PLANNED, _E.CONFIRM): _S.CONFIRMED,
    (_S.DUE, _E.CONFIRM): _S.CONFIRMED,
    (_S.ORDERED, _E.CONFIRM): _S.CONFIRMED,
    (_S.FAILED, _E.CONFIRM): _S.CONFIRMED,
    (_S.PAID, _E.CONFIRM): _S.CONFIRMED,
    # A credit that was written down by mistake was taken back.
    (_S.CONFIRMED, _E.REOPEN): _S.DUE,
    # Its credit was a mistake, and nothing is to come of it.
    (_S.CONFIRMED, _E.ANNUL): _S.CANCELLED,
    # The award itself ended; a word alone does not stop what is on its way.
    (_S.ORDERED, _E.ANNUL): _S.CANCELLED,
    (_S.PLANNED, _E.CANCEL): _S.CANCELLED,
    (_S.DUE, _E.CANCEL): _S.CANCELLED,
    (_S.FAILED, _E.CANCEL): _S.CANCELLED,
}

STEPS = (_E.ORDER, _E.PAY, _E.FAIL, _E.RETRY, _E.CANCEL)
"""What people write down by itself; the rest follows from the clock or from a credit."""

ON_THE_WAY = frozenset({_S.ORDERED, _S.PAID})
WAITING = frozenset({_S.PLANNED, _S.DUE, _S.FAILED})
"""States in which nothing was sent yet."""
ENDED = frozenset({_S.CONFIRMED, _S.CANCELLED})

STATE_LABELS: Mapping[InstalmentState, str] = {
    _S.PLANNED: _("Later"),
    _S.DUE: _("Nu te verwachten"),
    _S.ORDERED: _("De gever gaf opdracht"),
    _S.FAILED: _("Betalen mislukte"),
    _S.PAID: _("De gever zegt: betaald"),
    _S.CONFIRMED: _("Binnen"),
    _S.CANCELLED: _("Vervallen"),
}
"""Dutch label of each state."""

STEP_LABELS: Mapping[InstalmentEvent, str] = {
    _E.ORDER: _("De gever gaf opdracht om te betalen"),
    _E.PAY: _("De gever zegt dat er is betaald"),
    _E.FAIL: _("Het betalen mislukte"),
    _E.RETRY: _("De gever gaat opnieuw betalen"),
    _E.CANCEL: _("Deze betaling komt niet meer"),
}
"""What each step says, as words on a button."""


def after(state: InstalmentState, event: InstalmentEvent) -> InstalmentState | None:
    """Where an instalment stands after an event; None when the event can't happen now."""
    return TABLE.get((state, event))


def steps_from(state: InstalmentState) -> tuple[InstalmentEvent, ...]:
    """What people can write down of an instalment in this state."""
    return tuple(event for event in STEPS if (state, event) in TABLE)
