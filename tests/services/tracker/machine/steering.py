"""Where a walk is led: each goal is an act or a state that time brings, and the way there follows from the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from tests.services.tracker.machine.acts import TO_DO, Act, nothing
from tests.services.tracker.machine.doing import ACTS
from tests.services.tracker.machine.model import ROLES, Case
from tests.services.tracker.machine.table import LINES, PREPARING, UNDER_TERMS, WITH_MONEY

BY_TIME = {"missed": frozenset({"draft", "internal_check", "ready"}), "report_overdue": frozenset({"running"})}
"""What nobody does: the states that time brings, and from where."""
_LED_TO = {
    "closing": PREPARING,
    "add_condition": frozenset({"awarded_conditional"}),
    "terms_on_costs": UNDER_TERMS,
    "terms_gift": UNDER_TERMS,
    "write_report": frozenset({"running", "report_overdue"}),
    "sign_report": frozenset({"running", "report_overdue"}),
    "credit": WITH_MONEY,
    "repay": frozenset({"repayment_due"}),
    "take_up_idea": frozenset({"idea"}),
    # Not `rejected`: nothing comes in there, so a rejected application without money is the end of the way.
    "claim": frozenset({"settled", "revoked"}),
}
_OPEN = {key: line for key, line in LINES.items() if "nobody_else" not in line.early}
"""The lines that people can go in this world: there are always two on the board."""
_EVENTS = {
    "settle": {"settle", "settle_without_report", "settle_ex_officio"},
    "meet_condition": {"meet_condition", "meet_last_condition"},
    "repay": {"repay"},
}
_BY_EVENT = {
    "settle_report": ("settle", "settle"),
    "settle_late_report": ("settle", "settle_ex_officio"),
    "more_conditions": ("meet_condition", "meet_condition"),
}
"""Goals that are an act as one particular event."""
GOALS = (*sorted(ACTS), *_BY_EVENT, *BY_TIME, "resubmit", "take_up_idea")
NEEDS: dict[str, tuple[Callable[[Case], bool], str]] = {
    "missed": (lambda case: not (case.closing and case.closing[1]), "closing"),
    "report_overdue": (lambda case: case.report not in TO_DO, "terms_on_costs"),
    "take_up_idea": (lambda case: case.source_status == "closed", "contact"),
    "more_conditions": (lambda case: len(case.still_open) < 2, "add_condition"),
    "approve_change": (lambda case: not case.change, "request_change"),
    "grant_term": (lambda case: not case.change, "request_change"),
    "refuse_change": (lambda case: not case.change, "request_change"),
    "request_change": (lambda case: case.change, "refuse_change"),
    "write_report": (lambda case: case.report not in TO_DO, "terms_on_costs"),
    "sign_report": (lambda case: not case.story, "write_report"),
    "send_report": (lambda case: case.report != "signed", "sign_report"),
    "settle": (lambda case: case.report_asked, "terms_gift"),
    "begin": (lambda case: case.paid == 0, "credit"),
    "close": (lambda case: case.paid != case.final, "credit"),
    "claim": (lambda case: case.paid <= (case.final or 0), "credit"),
    "revise": (lambda case: case.paid == 0, "credit"),
    **{name: (lambda case: not case.objection, "object") for name in ACTS if name.startswith("rule_")},
}
"""What must come before a goal, and what is done for it while it is not there."""
ABOUT_OBJECTIONS = frozenset({"object", *(name for name in ACTS if name.startswith("rule_"))})
VARIANTS = ("foreign", "forbidden", "not_now", "stale", "no_version", "no_key", "odd_field")
"""What people do wrong with each act."""


def wrong_ways() -> list[tuple[str, str]]:
    """Every act with everything that can be wrong with it."""
    return [(name, variant) for name, act in ACTS.items() for variant in VARIANTS if _can_be(act, variant)]


def _can_be(act: Act, variant: str) -> bool:
    if variant == "odd_field":
        return act.fill is not nothing
    if variant == "forbidden":
        return bool(without_right(act))
    return act.method == "POST" or variant != "no_key"


def without_right(act: Act) -> list[str]:
    """Who may see the application and not do this."""
    return sorted(set(ROLES) - act.may - act.unseen)


def deck(cards: list, number: int, share: int) -> list:
    """All cards in a fixed random order, for each walk beginning where the walk before it will be about to end."""
    mixed = sorted(cards)
    Random(len(mixed)).shuffle(mixed)
    at = number * share % len(mixed)
    return mixed[at:] + mixed[:at]


def events_of(goal: str) -> set[str]:
    """The events of the table that this act can be."""
    if goal in _BY_EVENT:
        return {_BY_EVENT[goal][1]}
    return _EVENTS.get(goal) or {ACTS[goal].event if goal in ACTS else goal} - {""}


@cache
def states_for(goal: str) -> frozenset[str]:
    """The states in which it can happen."""
    if goal in BY_TIME:
        return BY_TIME[goal]
    if goal in _LED_TO:
        return _LED_TO[goal]
    return frozenset(state for state, event in _OPEN if event in events_of(goal))


def act_of(goal: str) -> str:
    """The act that a goal comes down to."""
    return _BY_EVENT[goal][0] if goal in _BY_EVENT else goal


_MOVES = {(state, line.after) for (state, _event), line in _OPEN.items()} | {
    *((state, "missed") for state in BY_TIME["missed"]),
    ("running", "report_overdue"),
}


@cache
def distances(goal: str) -> dict[str, int]:
    """How many moves each state is away from where the goal can happen, by the table; without those that never are."""
    found = dict.fromkeys(states_for(goal), 0)
    ring = set(found)
    while ring:
        ring = {before for before, after in _MOVES if after in ring and before not in found}
        found |= dict.fromkeys(ring, max(found.values()) + 1)
    return found


def next_acts(case: Case, goal: str) -> list[str]:
    """The acts and states of time that bring a case one move nearer, whatever guards say, or the goal itself."""
    far = distances(goal)
    if far[case.state] == 0:
        return [goal]
    nearer = {
        line.event
        for (state, _event), line in _OPEN.items()
        if state == case.state and far.get(line.after, 99) < far[state]
    }
    names = [name for name in ACTS if events_of(name) & nearer]
    by_time = [name for name, states in BY_TIME.items() if case.state in states and far.get(name, 99) < far[case.state]]
    return names + by_time + (["take_up_idea"] if case.state == "idea" and "start" in nearer else [])


def needed_first(case: Case, goal: str) -> str:
    """What is to be done for a goal before it can be; the goal itself when nothing is known that helps."""
    for _ in range(4):
        missing, help_ = NEEDS.get(goal, (None, ""))
        if missing is None or not missing(case):
            break
        goal = help_
    return goal
