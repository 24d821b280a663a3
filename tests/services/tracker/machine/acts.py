"""What people send: for each act its address, who has the right, what is filled in, what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.services.tracker.machine.model import ASKED, Case, Now, verdict
from tests.services.tracker.machine.table import LINES, PREPARING

WRITERS = frozenset({"mo", "bea", "bob", "vera", "victor"})
BOARD = frozenset({"bea", "bob"})
HANDING_IN = BOARD | {"vera"}
RECORDING = BOARD | {"vera", "victor"}
ON_DATES = WRITERS | {"cor"}
OUTSIDE = frozenset({"otto"})
WITHOUT_MONEY = OUTSIDE | {"victor"}
"""For whom money does not exist: whose mandate does not name it."""
TO_DO = ("draft", "signed", "questioned")
WEEKS_TO_DECIDE = timedelta(weeks=8)


@dataclass(frozen=True)
class Act:
    """`fill` gives the body, and puts what conditions look at in `given`; `judge` the status that must come.

    For who is among `unseen` the thing is not there. `events` is for what is sometimes this event of the table and
    sometimes that one.
    """

    path: str
    may: frozenset[str]
    fill: Callable[[Case, Now, int], dict[str, Any] | None]
    judge: Callable[[Case, Now], int]
    take: Callable[[Case, Now], None]
    event: str = ""
    method: str = "POST"
    on_report: bool = False
    unseen: frozenset[str] = OUTSIDE
    events: Callable[[Case, Now], str] | None = None

    def event_now(self, case: Case, now: Now) -> str:
        """The event of the table that this act would be now, empty when it is none."""
        return self.events(case, now) if self.events else self.event


def euros(cents: int) -> str:
    """Cents as the API takes them."""
    return f"{cents // 100}.{cents % 100:02d}"


def letter(now: Now) -> dict[str, Any]:
    """A letter of today."""
    return {"letterOn": now.day.isoformat(), "receivedOn": now.day.isoformat()}


def kept(now: Now) -> dict[str, Any]:
    """A letter of today that is kept."""
    return {**letter(now), "letterKept": True}


def move(case: Case, event: str) -> None:
    """The state after an event."""
    case.state = LINES[case.state, event].after


def nothing(case: Case, now: Now, pick: int) -> None:
    """An act without a body."""


def simple(
    event: str,
    path: str,
    may: frozenset[str],
    fill: Callable[[Case, Now, int], dict[str, Any] | None] = nothing,
    effect: Callable[[Case, Now], None] | None = None,
) -> Act:
    """An act that is one event of the table."""

    def take(case: Case, now: Now) -> None:
        move(case, event)
        if effect:
            effect(case, now)

    return Act(path, may, fill, lambda case, now: verdict(case, event, now), take, event)


def _contact(answer: str, outcome: str) -> Act:
    event = "stop" if outcome == "stop" else "first_contact"

    def heard(case: Case, now: Now) -> None:
        if answer != "unknown":
            case.source_status = answer

    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        return {"answer": answer, "outcome": outcome, "spokenOn": now.day.isoformat()}

    return simple(event, "first-contacts", WRITERS, fill, heard)


def _edit() -> Act:
    def edited(case: Case, now: Now) -> None:
        case.authors.add(now.who)

    act = simple("edit", "", WRITERS, lambda case, now, pick: {"title": "Keuken", "amount": euros(ASKED)}, edited)
    return Act(act.path, act.may, act.fill, act.judge, act.take, "edit", "PATCH")


def _closing() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given.update(day=now.day + timedelta(days=(1, 20, 60)[pick % 3]), sure=pick % 4 != 0)
        return {"date": now.given["day"].isoformat(), "basis": "through", "sure": now.given["sure"]}

    def judge(case: Case, now: Now) -> int:
        if case.state not in PREPARING:
            return 409
        theirs = now.who != "mo" or case.told_by in (None, "mo")
        return 200 if theirs else 403

    def take(case: Case, now: Now) -> None:
        case.closing, case.told_by = (now.given["day"], now.given["sure"]), now.who

    return Act("closing-dates", ON_DATES, fill, judge, take)


def _submit_elsewhere() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given["day"] = now.day - timedelta(days=(0, 1, 45, -1)[pick % 4])
        return {"channel": "online_form", "submittedOn": now.given["day"].isoformat()}

    return simple("submit_elsewhere", "submissions", HANDING_IN, fill, _handed_in)


def _handed_in(case: Case, now: Now) -> None:
    case.due = now.given.get("day", now.day) + WEEKS_TO_DECIDE
    case.tell("application_submitted")


def _asked_more(case: Case, now: Now) -> None:
    case.completion_until, case.asked_on = now.given["until"], now.day
    # While the place is asked for more the term stands still for public money only.
    case.clock_stands = case.public
    case.tell("completion_asked")


def _ask(case: Case, now: Now, pick: int) -> dict[str, Any]:
    now.given["until"] = now.day + timedelta(days=(3, 14)[pick % 2])
    return {**letter(now), "text": "Stuur de offerte", "termEndsOn": now.given["until"].isoformat()}


def _complete(case: Case, now: Now, pick: int) -> dict[str, Any]:
    now.given["late"] = pick % 2 == 0
    return {"sentOn": now.day.isoformat(), "acceptedLate": now.given["late"]}


def _completed(case: Case, now: Now) -> None:
    if case.clock_stands and case.due is not None and case.asked_on is not None:
        # What was left of the term begins now.
        case.due = now.day + timedelta(days=max(0, (case.due - case.asked_on).days))


def _set_aside(case: Case, now: Now, pick: int) -> dict[str, Any]:
    return {**letter(now), **_until(now, pick)}


def _until(now: Now, pick: int) -> dict[str, Any]:
    now.given["until"] = now.day + timedelta(days=42) if pick % 2 else None
    return {"objectionUntil": now.given["until"].isoformat()} if now.given["until"] else {}


def _put_aside(case: Case, now: Now) -> None:
    case.clock_stands = True
    _objection_term(case, now)
    case.tell("decision_recorded")


def _objection_term(case: Case, now: Now) -> None:
    if case.public:
        case.objection_until = now.given["until"]


def _extend(case: Case, now: Now, pick: int) -> dict[str, Any]:
    now.given["weeks"] = (4, 13)[pick % 2]
    return {**letter(now), "weeks": now.given["weeks"]}


def _extended(case: Case, now: Now) -> None:
    case.extended = True
    if case.due is not None:
        case.due += timedelta(weeks=now.given["weeks"])


def _late_decision(case: Case, now: Now, pick: int) -> dict[str, Any]:
    now.given.update(late_form=True, due=None)
    return {}


def _decision(outcome: str) -> Act:
    event = {"awarded": "award", "rejected": "reject"}.get(outcome, outcome)

    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        body = {"outcome": outcome, **kept(now), **_until(now, pick)}
        if outcome == "partial":
            body["amount"] = "2500"
        if outcome == "referral":
            body["referredTo"] = "Het andere fonds"
        if outcome == "rejected" and pick % 3 == 0:
            now.given["barred"] = True
            body["mayApplyAgain"] = False
        return body

    def take(case: Case, now: Now) -> None:
        if outcome != "awarded":
            _objection_term(case, now)
        decided(case, {"awarded": ASKED, "conditional": ASKED, "partial": 250_000}.get(outcome))
        case.barred = bool(now.given.get("barred"))

    return simple(f"decide_{event}", "decisions", RECORDING, fill, take)


def decided(case: Case, amount: int | None) -> None:
    """A decision with this amount, None for one without money."""
    if amount is not None:
        case.award = amount
    case.tell("decision_recorded")


def no_report(case: Case, now: Now | None = None) -> None:
    """Nobody waits for a report any more."""
    if case.report in TO_DO:
        case.report = "withdrawn"


def _ruling(ruling: str) -> Act:
    event = {"awarded": "award", "rejected": "reject"}.get(ruling, ruling)

    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        return {"ruling": ruling, **letter(now)} | ({"amount": "1000"} if ruling == "partial" else {})

    def take(case: Case, now: Now) -> None:
        case.objection = False
        if ruling != "unchanged":
            decided(case, {"awarded": ASKED, "partial": 100_000}.get(ruling))
            case.barred = False
        if ruling == "rejected":
            no_report(case)

    return simple(f"rule_{event}", "rulings", RECORDING, fill, take)


def _object(case: Case, now: Now, pick: int) -> dict[str, Any]:
    now.given["grounds"] = "Te weinig"
    return {"sentOn": now.day.isoformat(), "grounds": "Te weinig"}


def _objected(case: Case, now: Now) -> None:
    case.objection = True
    # The term is met with it; what is decided later has another one, which nobody told.
    case.objection_until = None


BEFORE = {
    "contact": _contact("open", "go_on"),
    "contact_closed": _contact("closed", "adapt"),
    "stop": _contact("unknown", "stop"),
    "edit": _edit(),
    "closing": _closing(),
    "request_check": simple("request_check", "check-requests", WRITERS),
    "return": simple("return", "returns", WRITERS, lambda case, now, pick: {"reason": "Tel de uren"}),
    "approve": simple("approve", "approvals", BOARD),
    "submit": simple("submit", "submissions", HANDING_IN, lambda c, n, p: {"channel": "email"}, _handed_in),
    "submit_elsewhere": _submit_elsewhere(),
    "withdraw": simple("withdraw", "withdrawals", HANDING_IN),
    "ask_completion": simple("ask_completion", "completion-requests", RECORDING, _ask, _asked_more),
    "complete": simple("complete", "completions", HANDING_IN, _complete, _completed),
    "not_consider": simple("not_consider", "set-asides", RECORDING, _set_aside, _put_aside),
    "take_up": simple("take_up", "review-starts", RECORDING, lambda c, now, p: letter(now)),
    "extend_term": simple("extend_term", "extensions", RECORDING, _extend, _extended),
    "note_advice": simple("note_advice", "advices", RECORDING, lambda c, now, p: letter(now) | {"text": "Ja"}),
    "note_not_decided": simple("note_not_decided", "late-decisions", RECORDING, _late_decision),
    **{f"decide_{one}": _decision(one) for one in ("awarded", "partial", "conditional", "rejected", "referral")},
    **{f"rule_{one}": _ruling(one) for one in ("unchanged", "awarded", "partial", "rejected")},
    "object": simple("object", "objections", BOARD, _object, _objected),
    "accept_revised": simple("accept_revised", "acceptances", BOARD),
    "decline": simple("decline", "declinations", BOARD, lambda c, n, p: {"reason": "Te laat"}, no_report),
}
