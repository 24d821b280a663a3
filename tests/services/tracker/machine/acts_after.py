"""What people send once there is an award: conditions, terms, reports, money, settlement, money that goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.services.tracker.machine.acts import (
    BOARD,
    RECORDING,
    TO_DO,
    WITHOUT_MONEY,
    WRITERS,
    Act,
    euros,
    kept,
    letter,
    move,
    no_report,
    nothing,
    simple,
)
from tests.services.tracker.machine.model import ASKED, Case, Condition, Now, verdict
from tests.services.tracker.machine.table import UNDER_TERMS, WITH_MONEY


def _condition_added() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given["due"] = now.day + timedelta(days=30) if pick % 3 else None
        due = now.given["due"]
        return {"text": "Regel een vergunning"} | ({"dueOn": due.isoformat()} if due else {})

    def judge(case: Case, now: Now) -> int:
        return 200 if case.state == "awarded_conditional" else 409

    def take(case: Case, now: Now) -> None:
        case.conditions.append(Condition("", now.given["due"]))  # the machine fills in the id

    return Act("conditions", RECORDING, fill, judge, take)


def _condition_met() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given["one"] = case.conditions[pick % len(case.conditions)] if case.conditions else Condition("none", None)
        return {"metOn": now.day.isoformat()}

    def event(case: Case) -> str:
        return "meet_last_condition" if len(case.still_open) <= 1 else "meet_condition"

    def judge(case: Case, now: Now) -> int:
        if now.given["one"].id == "none":
            return 404
        if case.state == "awarded_conditional" and not now.given["one"].is_open:
            return 409
        return verdict(case, event(case), now)

    def take(case: Case, now: Now) -> None:
        move(case, event(case))
        now.given["one"].is_open = False

    return Act("conditions/{one}/fulfilments", RECORDING, fill, judge, take, events=lambda case, now: event(case))


def _terms(settling: str) -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        body: dict[str, Any] = {"settling": settling}
        now.given.update(begins=None, report=None)
        if pick % 3 == 0:
            now.given["begins"] = now.day + timedelta(days=20)
            body["beginsOn"] = now.given["begins"].isoformat()
        if settling == "on_costs":
            now.given["report"] = now.day + timedelta(days=(30, 90)[pick % 2])
            body["reportOn"] = now.given["report"].isoformat()
        return body

    def take(case: Case, now: Now) -> None:
        case.begins_on, case.report_asked = now.given["begins"], settling == "on_costs"
        if case.report_asked and case.report in ("", "withdrawn"):
            case.report, case.report_due, case.story = "draft", now.given["report"], False
        elif case.report in TO_DO:
            case.report_due = now.given["report"] if case.report_asked else case.report_due
            case.report = case.report if case.report_asked else "withdrawn"

    return Act("award-terms", RECORDING, fill, lambda case, now: 200 if case.state in UNDER_TERMS else 409, take)


def _change(case: Case, now: Now, pick: int) -> dict[str, Any]:
    return {"kind": "plan", "what": "Een ander lokaal", "askedOn": now.day.isoformat()}


def _set_change(is_open: bool) -> Any:
    def effect(case: Case, now: Now) -> None:
        case.change = is_open

    return effect


def _answer(approved: bool) -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        return {**kept(now), "approved": approved}

    event = "approve_change" if approved else "refuse_change"
    return simple(event, "plan-answers", RECORDING, fill, _set_change(False))


def _answer_with_a_day() -> Act:
    """The giver says yes, and gives more time for the report: a late report is in time again."""

    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given["until"] = now.day + timedelta(days=30)
        return {**kept(now), "approved": True, "reportOn": now.given["until"].isoformat()}

    def event(case: Case, now: Now) -> str:
        return "grant_term" if case.state == "report_overdue" else "approve_change"

    def judge(case: Case, now: Now) -> int:
        return verdict(case, event(case, now), now)

    def take(case: Case, now: Now) -> None:
        move(case, event(case, now))
        case.change = False
        case.report_due = now.given["until"] if case.report in TO_DO else case.report_due

    return Act("plan-answers", RECORDING, fill, judge, take, "grant_term", events=event)


def _on_report(
    path: str, may: frozenset[str], fill: Any, judge: Any, take: Any, event: str = "", method: str = "POST"
) -> Act:
    def known(case: Case, now: Now) -> int:
        return 404 if not case.report else judge(case, now)

    return Act(path, may, fill, known, take, event, method, on_report=True)


def _write() -> Act:
    def take(case: Case, now: Now) -> None:
        case.story = True
        case.report = "draft" if case.report == "signed" else case.report

    return _on_report(
        "",
        WRITERS,
        lambda c, n, p: {"story": "Geverfd"},
        lambda c, n: 200 if c.report in TO_DO else 409,
        take,
        method="PATCH",
    )


def _sign() -> Act:
    def take(case: Case, now: Now) -> None:
        case.report = "signed"

    def judge(case: Case, now: Now) -> int:
        return 200 if case.report in TO_DO and case.story else 409

    return _on_report("signatures", BOARD, nothing, judge, take)


def _send() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        return {"sentOn": now.day.isoformat(), "channel": "email"}

    def judge(case: Case, now: Now) -> int:
        return verdict(case, "submit_report", now) if case.report == "signed" and case.story else 409

    def take(case: Case, now: Now) -> None:
        move(case, "submit_report")
        case.report = "sent"
        case.tell("report_sent")

    return _on_report("submissions", BOARD, fill, judge, take, "submit_report")


def _question() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given["by"] = now.day + timedelta(days=14)
        return {**kept(now), "question": "Waar is de bon?", "answerBy": now.given["by"].isoformat()}

    def judge(case: Case, now: Now) -> int:
        return verdict(case, "question_report", now) if case.report == "sent" else 409

    def take(case: Case, now: Now) -> None:
        move(case, "question_report")
        case.report, case.report_due = "questioned", now.given["by"]
        case.tell("report_questioned")

    return _on_report("questions", RECORDING, fill, judge, take, "question_report")


SETTLES = {
    "awarded": "settle_without_report",
    "running": "settle_without_report",
    "report_overdue": "settle_ex_officio",
}


def _settle() -> Act:
    def event(case: Case, now: Now) -> str:
        return SETTLES.get(case.state, "settle")

    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        award = case.award or ASKED
        now.given["final"] = (case.paid, award, award // 2, award + 1)[pick % 4]
        return {**kept(now), "final": euros(now.given["final"]), "ground": "cost_less"}

    def take(case: Case, now: Now) -> None:
        move(case, event(case, now))
        case.final = case.goal = now.given["final"]
        no_report(case)
        case.tell("settled")
        if case.paid == case.final:  # nothing is waited for: closed in the same moment
            move(case, "close")
            case.version, case.acts = case.version + 1, case.acts + 1

    def judge(case: Case, now: Now) -> int:
        return verdict(case, event(case, now), now)

    return Act("settlements", RECORDING, fill, judge, take, events=event)


def _credit() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        goal = ASKED if case.award is None else case.award
        goal = goal if case.goal is None else case.goal
        now.given["cents"] = (50_000, max(1, goal - case.received), max(1, goal - case.received + 1))[pick % 3]
        return {"amount": euros(now.given["cents"]), "receivedOn": now.day.isoformat()}

    def judge(case: Case, now: Now) -> int:
        # What comes above the amount that was fixed in the end came in all the same; it goes back by a claim.
        fits = case.award is None or case.received + now.given["cents"] <= case.award
        return 200 if case.state in WITH_MONEY and fits else 409

    def take(case: Case, now: Now) -> None:
        case.received += now.given["cents"]

    return Act("money/credits", BOARD, fill, judge, take, unseen=WITHOUT_MONEY)


def _back(case: Case, now: Now, pick: int) -> dict[str, Any]:
    most = case.paid - (case.final or 0)
    now.given["cents"] = max(1, (most, most // 2)[pick % 2])
    return {**kept(now), "amount": euros(now.given["cents"]), "dueOn": now.day.isoformat(), "terms": 1}


def _claimed(case: Case, now: Now) -> None:
    case.claim = now.given["cents"]
    case.tell("claimed")


def _repay() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        left = case.claim or 100
        now.given["cents"] = max(1, (left, left // 2, left + 1)[pick % 3])
        return {"amount": euros(now.given["cents"]), "paidOn": now.day.isoformat()}

    def judge(case: Case, now: Now) -> int:
        if case.claim is None:
            return 409 if verdict(case, "repay", now) != 403 else 403
        return 400 if now.given["cents"] > case.claim else 200

    def take(case: Case, now: Now) -> None:
        case.repaid += now.given["cents"]
        case.claim -= now.given["cents"]
        if case.claim == 0:
            move(case, "repay")
            case.claim = None

    def event(case: Case, now: Now) -> str:
        return "repay" if now.given["cents"] == case.claim else ""

    return Act("repayments", BOARD, fill, judge, take, unseen=WITHOUT_MONEY, events=event)


def _written_off(case: Case, now: Now) -> None:
    case.claim = None


def _revoked(case: Case, now: Now) -> None:
    case.final = 0
    no_report(case)
    case.tell("revoked")


def _reason(case: Case, now: Now, pick: int) -> dict[str, Any]:
    return {**kept(now), "reason": "Het ging niet door"}


def _revise() -> Act:
    def fill(case: Case, now: Now, pick: int) -> dict[str, Any]:
        now.given["final"] = max(0, case.paid - 10_000)
        now.given["cents"] = max(1, case.paid - now.given["final"])
        return {
            **_reason(case, now, pick),
            "final": euros(now.given["final"]),
            "amount": euros(now.given["cents"]),
            "dueOn": now.day.isoformat(),
        }

    def revised(case: Case, now: Now) -> None:
        case.final = case.goal = now.given["final"]
        _claimed(case, now)

    act = simple("revise", "revisions", RECORDING, fill, revised)
    return replace(act, judge=lambda case, now: 400 if case.paid == 0 else verdict(case, "revise", now))


def _lapsed(case: Case, now: Now) -> None:
    no_report(case)
    case.tell("decision_recorded")


AFTER = {
    "add_condition": _condition_added(),
    "meet_condition": _condition_met(),
    "lapse": simple("lapse", "lapses", RECORDING, lambda c, now, p: letter(now), _lapsed),
    "terms_on_costs": _terms("on_costs"),
    "terms_gift": _terms("gift"),
    "begin": simple("begin", "beginnings", BOARD),
    "request_change": simple("request_change", "plan-changes", BOARD, _change, _set_change(True)),
    "approve_change": _answer(True),
    "refuse_change": _answer(False),
    "grant_term": _answer_with_a_day(),
    "write_report": _write(),
    "sign_report": _sign(),
    "send_report": _send(),
    "question_report": _question(),
    "settle": _settle(),
    "close": simple("close", "closures", WRITERS),
    "credit": _credit(),
    "claim": simple("claim", "claims", RECORDING, _back, _claimed),
    "repay": _repay(),
    "write_off": simple("write_off", "write-offs", RECORDING, _reason, _written_off),
    "revoke": simple("revoke", "revocations", RECORDING, _reason, _revoked),
    "revise": _revise(),
}
