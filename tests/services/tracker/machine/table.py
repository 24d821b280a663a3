"""The life of an application as the paper has it, written by hand: the other side of the comparison.

One line: state, event, who, state after, conditions. Who: m member, b board, v volunteer, w volunteer who may hand in
(with a written mandate). A condition with a star is asked only once the form is filled in, so that the event is offered
without it. What the clock does stands in the model.
"""

from __future__ import annotations

from dataclasses import dataclass

LIFE = """
idea first_contact mbv idea
draft first_contact mbv draft
idea stop mbv stopped
draft stop mbv stopped
idea start mbv draft source_open
draft edit mbv draft
ready edit mbv draft
draft request_check mbv internal_check
draft approve b ready nobody_else
internal_check approve b ready not_only_author
internal_check return bv draft
ready submit bw submitted in_time*
draft submit_elsewhere bw submitted was_in_time*
internal_check submit_elsewhere bw submitted was_in_time*
ready submit_elsewhere bw submitted was_in_time*
missed submit_elsewhere bw submitted was_in_time*
submitted ask_completion bv incomplete
incomplete complete bw submitted complete_in_time*
not_considered complete bw submitted taken_late*
incomplete not_consider bv not_considered completion_over
submitted take_up bv in_review
submitted extend_term bv submitted may_extend*
in_review extend_term bv in_review may_extend*
submitted note_advice bv submitted
in_review note_advice bv in_review
submitted note_not_decided bv submitted decision_over
in_review note_not_decided bv in_review decision_over
submitted withdraw bw withdrawn
incomplete withdraw bw withdrawn
in_review withdraw bw withdrawn
submitted decide_award bv awarded
submitted decide_partial bv awarded_partial
submitted decide_conditional bv awarded_conditional
submitted decide_reject bv rejected
submitted decide_referral bv rejected
in_review decide_award bv awarded
in_review decide_partial bv awarded_partial
in_review decide_conditional bv awarded_conditional
in_review decide_reject bv rejected
in_review decide_referral bv rejected
awarded_partial accept_revised b awarded
awarded_conditional meet_condition bv awarded_conditional more_conditions
awarded_conditional meet_last_condition bv awarded last_condition
awarded_conditional lapse bv lapsed condition_over
awarded decline b declined nothing_paid
awarded_partial decline b declined nothing_paid
awarded_conditional decline b declined nothing_paid
awarded object b awarded may_object
awarded_partial object b awarded_partial may_object
awarded_conditional object b awarded_conditional may_object
rejected object b rejected may_object
not_considered object b not_considered may_object
settled object b settled may_object
revoked object b revoked may_object
repayment_due object b repayment_due may_object
closed object b closed may_object
awarded rule_unchanged bv awarded objection_runs
awarded_partial rule_unchanged bv awarded_partial objection_runs
awarded_conditional rule_unchanged bv awarded_conditional objection_runs
rejected rule_unchanged bv rejected objection_runs
not_considered rule_unchanged bv not_considered objection_runs
settled rule_unchanged bv settled objection_runs
revoked rule_unchanged bv revoked objection_runs
repayment_due rule_unchanged bv repayment_due objection_runs
closed rule_unchanged bv closed objection_runs
awarded rule_award bv awarded objection_runs
awarded rule_partial bv awarded_partial objection_runs
awarded rule_reject bv rejected objection_runs
awarded_partial rule_award bv awarded objection_runs
awarded_partial rule_partial bv awarded_partial objection_runs
awarded_partial rule_reject bv rejected objection_runs
awarded_conditional rule_award bv awarded objection_runs
awarded_conditional rule_partial bv awarded_partial objection_runs
awarded_conditional rule_reject bv rejected objection_runs
rejected rule_award bv awarded objection_runs
rejected rule_partial bv awarded_partial objection_runs
rejected rule_reject bv rejected objection_runs
not_considered rule_award bv awarded objection_runs
not_considered rule_partial bv awarded_partial objection_runs
not_considered rule_reject bv rejected objection_runs
missed resubmit mbv missed not_barred
not_considered resubmit mbv not_considered not_barred
withdrawn resubmit mbv withdrawn not_barred
rejected resubmit mbv rejected not_barred
declined resubmit mbv declined not_barred
lapsed resubmit mbv lapsed not_barred
awarded begin b running may_begin
awarded settle_without_report bv settled no_report_asked,within_award*
running settle_without_report bv settled no_report_asked,within_award*
running request_change b running no_change_open
running approve_change bv running change_open
running refuse_change bv running change_open
report_overdue request_change b report_overdue no_change_open
report_overdue approve_change bv report_overdue change_open
report_overdue refuse_change bv report_overdue change_open
report_overdue grant_term bv running change_open,new_day*
running submit_report b reported
report_overdue submit_report b reported
reported question_report bv running
reported settle bv settled within_award*
report_overdue settle_ex_officio bv settled within_award*
settled close bv closed paid_is_final
settled claim bv repayment_due paid_too_much
revoked claim bv repayment_due something_paid
rejected claim bv repayment_due something_paid
repayment_due repay b closed
repayment_due write_off bv closed
awarded revoke bv revoked
running revoke bv revoked
settled revise bv repayment_due
closed revise bv repayment_due
"""

ASKING = frozenset({"idea", "draft", "internal_check", "ready", "submitted", "incomplete", "in_review"})
"""One application of a need at a source may be in these at a time."""
PREPARING = frozenset({"idea", "draft", "internal_check", "ready"})
RESTING = frozenset(
    {"stopped", "missed", "not_considered", "withdrawn", "rejected", "declined", "lapsed", "revoked", "closed"}
)
UNDER_TERMS = frozenset({"awarded", "awarded_partial", "awarded_conditional", "running", "reported", "report_overdue"})
WITH_MONEY = UNDER_TERMS | {"settled", "repayment_due", "closed", "revoked"}
STATES = frozenset(word for line in LIFE.split("\n") if line for word in (line.split()[0], line.split()[3])) | {
    "report_overdue"
}


@dataclass(frozen=True)
class Line:
    """One line of LIFE; `late` are the conditions with a star."""

    event: str
    who: frozenset[str]
    after: str
    early: tuple[str, ...]
    late: tuple[str, ...]


def _line(text: str) -> tuple[tuple[str, str], Line]:
    state, event, who, after, *rest = text.split()
    conditions = rest[0].split(",") if rest else []
    early = tuple(one for one in conditions if not one.endswith("*"))
    late = tuple(one.rstrip("*") for one in conditions if one.endswith("*"))
    return (state, event), Line(event, frozenset(who), after, early, late)


LINES = dict(_line(text) for text in LIFE.strip().split("\n"))


def lines_from(state: str) -> list[Line]:
    """What can happen in a state."""
    return [line for (before, _event), line in LINES.items() if before == state]
