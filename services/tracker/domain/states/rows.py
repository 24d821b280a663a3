"""The life of an application as data: who may make which event happen, in which state and under which guards.

Time events (`miss`, `report_late`) come from rows that are due, never from timers. What a funder does is written down
by the board or a volunteer, who hold the letter. The clock ends nothing that only the funder can end: a term that went
by is told, and somebody who knows writes down what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.states.vocabulary import Effect, Event, State, Who


@dataclass(frozen=True)
class Row:
    """One line of the table. `before` None: the application does not exist yet. `guards` name rules in guards/."""

    before: State | None
    event: Event
    who: frozenset[Who]
    guards: tuple[str, ...]
    after: State
    effects: tuple[Effect, ...] = ()


TEAM = frozenset({Who.MEMBER, Who.BOARD, Who.VOLUNTEER})
CHECKERS = frozenset({Who.BOARD, Who.VOLUNTEER})
RECORDERS = CHECKERS
"""Who writes down what a funder did: nearly no funder has an account."""
BOARD = frozenset({Who.BOARD})
SIGNERS = frozenset({Who.BOARD, Who.MANDATED})
"""Who may submit and withdraw: the board, or a volunteer whose written mandate names the act."""
CLOCK = frozenset({Who.CLOCK})

_STARTED = (Effect.DEADLINES, Effect.FIRST_TASKS, Effect.CHECKLIST, Effect.TELL_TEAM)
_SUBMITTED = (Effect.NUMBER, Effect.DEADLINE_MET, Effect.REMINDERS_ENDED, Effect.TELL_TEAM)
_DECIDED = (Effect.DECISION_KEPT, Effect.REMINDERS_ENDED, Effect.TELL_TEAM)
_GRANTED = (*_DECIDED, Effect.DEADLINES, Effect.CASCADE)
_TOGETHER = ("partners_agreed", "money_divided")
_APPROVED = ("budget_closes", "start_after_decision", "limit_free", "lead_confirmed", *_TOGETHER, "another_signed")

DECISIONS = (
    (Event.DECIDE_AWARD, State.AWARDED, _GRANTED),
    (Event.DECIDE_PARTIAL, State.AWARDED_PARTIAL, _GRANTED),
    (Event.DECIDE_CONDITIONAL, State.AWARDED_CONDITIONAL, _GRANTED),
    (Event.DECIDE_REJECT, State.REJECTED, _DECIDED),
    (Event.DECIDE_REFERRAL, State.REJECTED, _DECIDED),
)
_RULINGS = (
    (Event.RULE_AWARD, State.AWARDED),
    (Event.RULE_PARTIAL, State.AWARDED_PARTIAL),
    (Event.RULE_REJECT, State.REJECTED),
)
_BEFORE_CLOSING = (State.DRAFT, State.INTERNAL_CHECK, State.READY)
_WITH_FUNDER = (State.SUBMITTED, State.IN_REVIEW)
_GRANTS = (State.AWARDED, State.AWARDED_PARTIAL, State.AWARDED_CONDITIONAL)
_RULED_ANEW = (*_GRANTS, State.REJECTED, State.NOT_CONSIDERED)
_OPEN_TO_OBJECTION = (*_RULED_ANEW, State.SETTLED, State.REVOKED, State.REPAYMENT_DUE, State.CLOSED)
_TRIED = (
    State.MISSED,
    State.NOT_CONSIDERED,
    State.WITHDRAWN,
    State.REJECTED,
    State.DECLINED,
    State.LAPSED,
)

_PREPARING: tuple[Row, ...] = (
    Row(None, Event.NOTE, TEAM, ("source_not_closed",), State.IDEA, (Effect.FIRST_TASKS,)),
    Row(None, Event.START, TEAM, ("source_not_closed",), State.DRAFT, _STARTED),
    Row(State.IDEA, Event.START, TEAM, ("source_not_closed",), State.DRAFT, _STARTED),
    *(Row(s, Event.FIRST_CONTACT, TEAM, (), s, (Effect.ANSWER_KEPT,)) for s in (State.IDEA, State.DRAFT)),
    *(
        Row(s, Event.STOP, TEAM, (), State.STOPPED, (Effect.ANSWER_KEPT, Effect.REMINDERS_ENDED))
        for s in (State.IDEA, State.DRAFT)
    ),
    Row(State.DRAFT, Event.EDIT, TEAM, (), State.DRAFT),
    Row(State.READY, Event.EDIT, TEAM, (), State.DRAFT, (Effect.APPROVAL_VOID,)),
    Row(State.DRAFT, Event.REQUEST_CHECK, TEAM, ("required_parts",), State.INTERNAL_CHECK),
    # A group with one board member has nobody to check; its board goes straight on.
    Row(
        State.DRAFT,
        Event.APPROVE,
        BOARD,
        ("only_board_member", *_APPROVED),
        State.READY,
        (Effect.BUDGET_FROZEN,),
    ),
    Row(State.INTERNAL_CHECK, Event.RETURN, CHECKERS, ("reason_given",), State.DRAFT),
    Row(
        State.INTERNAL_CHECK,
        Event.APPROVE,
        BOARD,
        ("second_pair_of_eyes", *_APPROVED),
        State.READY,
        (Effect.BUDGET_FROZEN,),
    ),
    Row(State.READY, Event.SUBMIT, SIGNERS, ("in_time", *_TOGETHER), State.SUBMITTED, _SUBMITTED),
    *(
        # What was handed in at the funder's own desk is a fact, whatever was approved here; also after a "missed".
        Row(s, Event.SUBMIT_ELSEWHERE, SIGNERS, ("was_in_time",), State.SUBMITTED, _SUBMITTED)
        for s in (*_BEFORE_CLOSING, State.MISSED)
    ),
    *(
        Row(s, Event.MISS, CLOCK, ("closing_passed",), State.MISSED, (Effect.REMINDERS_ENDED, Effect.TELL_TEAM))
        for s in _BEFORE_CLOSING
    ),
)

_DECIDING: tuple[Row, ...] = (
    Row(
        State.SUBMITTED,
        Event.ASK_COMPLETION,
        RECORDERS,
        ("term_given",),
        State.INCOMPLETE,
        (Effect.CLOCK_PAUSED, Effect.DEADLINES, Effect.TELL_TEAM),
    ),
    *(
        # A funder may take what came late after all, also when it had said that it would not.
        Row(
            s,
            Event.COMPLETE,
            SIGNERS,
            (guard,),
            State.SUBMITTED,
            (Effect.CLOCK_RESUMED, Effect.DEADLINE_MET, Effect.REMINDERS_ENDED),
        )
        for s, guard in ((State.INCOMPLETE, "completed_in_time"), (State.NOT_CONSIDERED, "accepted_late"))
    ),
    Row(
        State.INCOMPLETE,
        Event.NOT_CONSIDER,
        RECORDERS,
        ("completion_term_passed",),
        State.NOT_CONSIDERED,
        (Effect.REMINDERS_ENDED, Effect.LIMITS_FREED, Effect.TELL_TEAM),
    ),
    Row(State.SUBMITTED, Event.TAKE_UP, RECORDERS, (), State.IN_REVIEW),
    *(Row(s, Event.EXTEND_TERM, RECORDERS, ("extension_allowed",), s, (Effect.DEADLINE_MOVED,)) for s in _WITH_FUNDER),
    *(Row(s, Event.NOTE_ADVICE, RECORDERS, ("advice_given",), s, (Effect.DECISION_KEPT,)) for s in _WITH_FUNDER),
    *(
        Row(s, Event.NOTE_NOT_DECIDED, RECORDERS, ("decision_term_passed",), s, (Effect.LETTER_PREPARED,))
        for s in _WITH_FUNDER
    ),
    *(
        Row(s, Event.WITHDRAW, SIGNERS, (), State.WITHDRAWN, (Effect.REMINDERS_ENDED, Effect.LIMITS_FREED))
        for s in (State.SUBMITTED, State.INCOMPLETE, State.IN_REVIEW)
    ),
    *(
        Row(s, event, RECORDERS, ("decision_dates",), after, effects)
        for s in _WITH_FUNDER
        for event, after, effects in DECISIONS
    ),
)

_DECIDED_ON: tuple[Row, ...] = (
    Row(State.AWARDED_PARTIAL, Event.ACCEPT_REVISED, BOARD, ("revised_budget_closes",), State.AWARDED),
    Row(State.AWARDED_CONDITIONAL, Event.MEET_CONDITION, RECORDERS, ("more_conditions",), State.AWARDED_CONDITIONAL),
    Row(State.AWARDED_CONDITIONAL, Event.MEET_LAST_CONDITION, RECORDERS, ("last_condition",), State.AWARDED),
    Row(
        State.AWARDED_CONDITIONAL,
        Event.LAPSE,
        RECORDERS,
        ("condition_term_passed",),
        State.LAPSED,
        (Effect.REMINDERS_ENDED, Effect.LIMITS_FREED, Effect.CASCADE, Effect.TELL_TEAM),
    ),
    *(
        Row(
            s,
            Event.DECLINE,
            BOARD,
            ("nothing_paid",),
            State.DECLINED,
            (Effect.REMINDERS_ENDED, Effect.LIMITS_FREED, Effect.CASCADE),
        )
        for s in _GRANTS
    ),
    *(
        Row(s, Event.OBJECT, BOARD, ("objection_possible",), s, (Effect.OBJECTION_KEPT, Effect.DEADLINE_MET))
        for s in _OPEN_TO_OBJECTION
    ),
    *(
        Row(s, Event.RULE_UNCHANGED, RECORDERS, ("objection_pending",), s, (Effect.OBJECTION_KEPT,))
        for s in _OPEN_TO_OBJECTION
    ),
    *(
        Row(s, event, RECORDERS, ("objection_pending",), after, (*_DECIDED, Effect.OBJECTION_KEPT))
        for s in _RULED_ANEW
        for event, after in _RULINGS
    ),
    *(Row(s, Event.RESUBMIT, TEAM, ("may_apply_again",), s, (Effect.NEW_DRAFT,)) for s in _TRIED),
)

_SETTLED = (Effect.SETTLEMENT_KEPT, Effect.REMINDERS_ENDED, Effect.TELL_TEAM)
_CLAIMED = (Effect.CLAIM_KEPT, Effect.DEADLINES, Effect.TELL_TEAM)

_SPENDING: tuple[Row, ...] = (
    Row(State.AWARDED, Event.BEGIN, BOARD, ("may_begin",), State.RUNNING, (Effect.DEADLINES,)),
    *(
        Row(
            s,
            Event.SETTLE_WITHOUT_REPORT,
            RECORDERS,
            ("no_report_needed", "final_within_award"),
            State.SETTLED,
            _SETTLED,
        )
        for s in (State.AWARDED, State.RUNNING)
    ),
    # Whose report is late can still ask for more time: a yes with a new day makes it carried out again (Awb 4:44).
    *(
        Row(s, Event.REQUEST_CHANGE, BOARD, ("no_change_open",), s, (Effect.CHANGE_KEPT,))
        for s in (State.RUNNING, State.REPORT_OVERDUE)
    ),
    *(
        Row(s, event, RECORDERS, ("change_open",), s, (Effect.CHANGE_KEPT,))
        for s in (State.RUNNING, State.REPORT_OVERDUE)
        for event in (Event.APPROVE_CHANGE, Event.REFUSE_CHANGE)
    ),
    Row(
        State.REPORT_OVERDUE,
        Event.GRANT_TERM,
        RECORDERS,
        ("change_open", "new_term_ahead"),
        State.RUNNING,
        (Effect.CHANGE_KEPT, Effect.DEADLINE_MOVED),
    ),
    *(
        Row(
            s,
            Event.SUBMIT_REPORT,
            BOARD,
            ("report_complete",),
            State.REPORTED,
            (Effect.REPORT_KEPT, Effect.DEADLINE_MET, Effect.REMINDERS_ENDED, Effect.TELL_TEAM),
        )
        for s in (State.RUNNING, State.REPORT_OVERDUE)
    ),
    Row(
        State.REPORTED,
        Event.QUESTION_REPORT,
        RECORDERS,
        ("term_given",),
        State.RUNNING,
        (Effect.DEADLINES, Effect.TELL_TEAM),
    ),
    Row(State.RUNNING, Event.REPORT_LATE, CLOCK, ("report_term_passed",), State.REPORT_OVERDUE, (Effect.TELL_TEAM,)),
    Row(State.REPORTED, Event.SETTLE, RECORDERS, ("final_within_award",), State.SETTLED, _SETTLED),
    Row(State.REPORT_OVERDUE, Event.SETTLE_EX_OFFICIO, RECORDERS, ("final_within_award",), State.SETTLED, _SETTLED),
)

_ENDING: tuple[Row, ...] = (
    # The last euro that comes in closes the account; nobody has to remember to press a button.
    Row(State.SETTLED, Event.CLOSE, RECORDERS | CLOCK, ("paid_is_final",), State.CLOSED, (Effect.REMINDERS_ENDED,)),
    *(
        Row(s, Event.CLAIM, RECORDERS, (guard,), State.REPAYMENT_DUE, _CLAIMED)
        for s, guard in (
            (State.SETTLED, "paid_above_final"),
            (State.REVOKED, "something_paid"),
            # Money that came while conditions were still open.
            (State.LAPSED, "something_paid"),
            # Refused after all, on an objection against an award of which money came in.
            (State.REJECTED, "something_paid"),
        )
    ),
    Row(State.REPAYMENT_DUE, Event.REPAY, BOARD, ("claim_paid",), State.CLOSED, (Effect.REMINDERS_ENDED,)),
    Row(
        State.REPAYMENT_DUE,
        Event.WRITE_OFF,
        RECORDERS,
        ("reason_given",),
        State.CLOSED,
        (Effect.CLAIM_KEPT, Effect.REMINDERS_ENDED),
    ),
    *(
        Row(
            s,
            Event.REVOKE,
            RECORDERS,
            ("reason_given",),
            State.REVOKED,
            (Effect.DECISION_KEPT, Effect.REMINDERS_ENDED, Effect.CASCADE, Effect.TELL_TEAM),
        )
        for s in (State.AWARDED, State.RUNNING)
    ),
    *(
        Row(s, Event.REVISE, RECORDERS, ("within_five_years", "reason_given"), State.REPAYMENT_DUE, _CLAIMED)
        for s in (State.SETTLED, State.CLOSED)
    ),
)

TABLE: tuple[Row, ...] = (*_PREPARING, *_DECIDING, *_DECIDED_ON, *_SPENDING, *_ENDING)
