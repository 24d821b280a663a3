"""The kinds of deadlines: when to remind of each, which event meets it, and what happens when it goes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.tracker.domain.deadlines import Kind
from services.tracker.domain.reminders import LAST_CALL, OFFSETS
from services.tracker.domain.states import Event
from services.tracker.domain.texts import mark as _


@dataclass(frozen=True)
class KindRule:
    """What holds for deadlines of one kind.

    `offsets`: see reminders.py. `met_by`: the events that meet it; anything else meets it by hand, with a reason.
    `passes`: the clock writes down that it went by, because nobody else will; the others wait for somebody who knows
    what came of them. `before_sending`: it matters only while the application is being prepared.
    """

    label: str
    offsets: tuple[int, ...]
    met_by: frozenset[Event]
    passes: bool = False
    before_sending: bool = False


_DECIDED = frozenset(
    {
        Event.DECIDE_AWARD,
        Event.DECIDE_PARTIAL,
        Event.DECIDE_CONDITIONAL,
        Event.DECIDE_REJECT,
        Event.DECIDE_REFERRAL,
    }
)
_ACCOUNTED_FOR = frozenset(
    {Event.SUBMIT_REPORT, Event.SETTLE, Event.SETTLE_WITHOUT_REPORT, Event.SETTLE_EX_OFFICIO, Event.CLOSE}
)
_HANDED_IN = frozenset({Event.SUBMIT, Event.SUBMIT_ELSEWHERE})

KINDS: Mapping[Kind, KindRule] = {
    Kind.INTENT: KindRule(_("Vooraf melden"), (14, 7, 2), _HANDED_IN, passes=True, before_sending=True),
    Kind.INTERNAL_CHECK: KindRule(
        _("Laten nakijken"), (7, 2), frozenset({Event.APPROVE}), passes=True, before_sending=True
    ),
    # That a closing went by is an event of the application itself.
    Kind.CLOSING: KindRule(_("Sluitingsdatum"), OFFSETS, _HANDED_IN, before_sending=True),
    Kind.COMPLETION: KindRule(_("Aanvullen"), (7, 2, LAST_CALL), frozenset({Event.COMPLETE})),
    # The funder's own term: there is nothing to do before it, and something to ask after it.
    Kind.DECISION_EXPECTED: KindRule(_("Besluit verwacht"), (-1,), _DECIDED),
    Kind.OBJECTION: KindRule(_("Bezwaar maken"), (14, 7, 2, LAST_CALL), frozenset({Event.OBJECT}), passes=True),
    Kind.CONDITION: KindRule(
        _("Voorwaarde"), (42, 14, 7, 2), frozenset({Event.MEET_CONDITION, Event.MEET_LAST_CONDITION})
    ),
    Kind.START: KindRule(_("Start van het plan"), (14, 2), frozenset({Event.BEGIN}), passes=True),
    # Two days that an award names. Who began or reported has kept to them; that they went by, somebody must hear.
    Kind.START_BEFORE: KindRule(_("Begonnen zijn"), (42, 14, 7, 2), frozenset({Event.BEGIN}), passes=True),
    Kind.SPEND_BEFORE: KindRule(_("Geld uitgeven"), (42, 14, 7, 2), _ACCOUNTED_FOR, passes=True),
    Kind.REPORT: KindRule(_("Verslag"), (42, 14, 7, 2), frozenset({Event.SUBMIT_REPORT})),
    Kind.REPAYMENT: KindRule(_("Terugbetalen"), (14, 7, 2), frozenset({Event.REPAY, Event.WRITE_OFF})),
}

BY_HAND = (Kind.INTENT, Kind.INTERNAL_CHECK, Kind.DECISION_EXPECTED, Kind.OBJECTION, Kind.START)
"""What a person enters as such; the other kinds come with a record of their own (a condition, a report)."""
PASSING = tuple(kind for kind, rule in KINDS.items() if rule.passes)
