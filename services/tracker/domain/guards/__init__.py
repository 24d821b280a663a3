"""The guards of the state table: each looks at plain facts and says in Dutch why not, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.tracker.domain.guards import before, deciding, spending
from services.tracker.domain.guards.facts import Facts, Guard, Refusal
from services.tracker.domain.states import (
    STATE_LABELS,
    TABLE,
    Event,
    Row,
    State,
    Who,
    events_for,
    row_for,
    state_needed,
)
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import Forbidden, NotAllowedNow

__all__ = ["GUARDS", "Facts", "Refusal", "Say", "decide", "in_dutch", "offered"]

Say = Callable[..., str]
"""Gives a text in the reader's language with its places filled, as gettext does."""

KNOWN_BEFOREHAND = frozenset(
    {
        *("source_not_closed", "required_parts", "only_board_member", "second_pair_of_eyes"),
        *("completion_term_passed", "decision_term_passed"),
        *("more_conditions", "last_condition", "condition_term_passed", "nothing_paid"),
        *("objection_possible", "objection_pending", "may_apply_again"),
        *("may_begin", "no_report_needed", "no_change_open", "change_open"),
        *("paid_is_final", "paid_above_final", "something_paid", "within_five_years"),
    }
)
"""Guards that look only at what is known before anything is filled in."""
ASKED_IN_THE_FORM = frozenset({"term_unknown"})
"""Refusals that the form of the event itself can mend."""


def _named(name: str) -> Guard:
    found: Guard = next(getattr(module, name) for module in (before, deciding, spending) if hasattr(module, name))
    return found


GUARDS: Mapping[str, Guard] = {name: _named(name) for row in TABLE for name in row.guards}


def in_dutch(text: str, **values: str) -> str:
    """The text as it stands here."""
    return text % values if values else text


def decide(state: State | None, event: Event, who: frozenset[Who], facts: Facts, say: Say = in_dutch) -> Row:
    """The line of the table that holds now.

    Raises NotAllowedNow (with the events that are possible) when the state or a guard forbids it, Forbidden when the
    event is possible but not for somebody in these roles.
    """
    row = row_for(state, event)
    if row is None:
        raise NotAllowedNow(_not_in(state, event, say), events_for(state, who), "state")
    if not row.who & who:
        raise Forbidden(say(_("U mag dit niet doen. Vraag het een bestuurslid.")))
    refusal = _refused(row, facts)
    if refusal is not None:
        allowed = (other for other in events_for(state, who) if other is not event)
        raise NotAllowedNow(say(refusal.message, **refusal.values), allowed, refusal.code)
    return row


def offered(state: State, who: frozenset[Who], facts: Facts) -> tuple[Event, ...]:
    """The events to offer to somebody: without those whose guard says no before anything is filled in."""
    rows = (row_for(state, event) for event in events_for(state, who))
    return tuple(row.event for row in rows if row and not _is_hopeless(_refused(row, facts, KNOWN_BEFOREHAND)))


def _is_hopeless(refusal: Refusal | None) -> bool:
    return refusal is not None and refusal.code not in ASKED_IN_THE_FORM


def _refused(row: Row, facts: Facts, among: frozenset[str] | None = None) -> Refusal | None:
    asked = (GUARDS[name](facts) for name in row.guards if among is None or name in among)
    return next((refusal for refusal in asked if refusal is not None), None)


def _not_in(state: State | None, event: Event, say: Say) -> str:
    """What must come first, or that it is too late for this event."""
    if state is None:
        return say(_("Begin eerst een aanvraag."))
    now, needed = say(STATE_LABELS[state]), state_needed(state, event)
    if needed is None:
        return say(_("Dit kan niet meer. De aanvraag staat nu op “%(now)s”."), now=now)
    text = _("Dit kan nog niet. De aanvraag staat nu op “%(now)s”. Zet de aanvraag eerst op “%(needed)s”.")
    return say(text, now=now, needed=say(STATE_LABELS[needed]))
