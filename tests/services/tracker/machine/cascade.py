"""Whom a yes concerns: other applications for the same need whose money is then above what is needed."""

from __future__ import annotations

from tests.services.tracker.machine.model import ASKED, Case

GRANTING = frozenset({"decide_awarded", "decide_partial", "decide_conditional", "rule_awarded", "rule_partial"})
"""The acts after which others may have to hear something."""
_COUNTS_AS_ASKED = frozenset({"draft", "internal_check", "ready", "submitted", "incomplete", "in_review"})
_GRANTED = frozenset(
    {
        *("awarded", "awarded_partial", "awarded_conditional", "running", "reported", "report_overdue"),
        *("settled", "repayment_due", "closed"),
    }
)
_NOT_ASKED_YET = frozenset({"draft", "internal_check", "ready"})


def covers(case: Case) -> int:
    """What an application brings to the need, in cents."""
    if case.state in _GRANTED:
        granted = case.award if case.final is None else case.final
        return ASKED if granted is None else granted
    return ASKED if case.state in _COUNTS_AS_ASKED else 0


def who_hear(cases: list[Case], granted: Case) -> list[Case]:
    """The applications for which a message to the funder is prepared once this one was granted."""
    same = [case for case in cases if case.need == granted.need]
    if sum(covers(case) for case in same) <= ASKED:
        return []
    return [case for case in same if case is not granted and covers(case) and case.state not in _NOT_ASKED_YET]
