"""What the machine itself knows of one application: plain facts, and the conditions of the table over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.services.tracker.machine.table import LINES, Line, lines_from

ASKED = 400_000
HERE = ZoneInfo("Europe/Amsterdam")
ROLES = {"mo": "m", "bea": "b", "bob": "b", "vera": "vw", "victor": "v", "cor": "", "otto": ""}
LATE_REPORT = timedelta(days=8)
"""So long after its last day a report is late for sure; before that a weekend or a holiday may come between."""


@dataclass
class Condition:
    """A condition of an award."""

    id: str
    due: date | None
    is_open: bool = True


@dataclass
class Case:
    """One application as it should be."""

    id: str
    need: str
    public: bool
    state: str
    version: int
    authors: set[str]
    told_by: str | None = None
    acts: int = 1
    heard: int = 0
    source_status: str = "unknown"
    closing: tuple[date, bool] | None = None
    completion_until: date | None = None
    asked_on: date | None = None
    clock_stands: bool = False
    extended: bool = False
    due: date | None = None
    conditions: list[Condition] = field(default_factory=list)
    objection: bool = False
    objection_until: date | None = None
    barred: bool = False
    award: int | None = None
    received: int = 0
    repaid: int = 0
    final: int | None = None
    goal: int | None = None
    claim: int | None = None
    change: bool = False
    report_asked: bool = False
    begins_on: date | None = None
    report: str = ""
    report_due: date | None = None
    story: bool = False
    told: dict[str, int] = field(default_factory=dict)

    @property
    def paid(self) -> int:
        """What the place has of the award now."""
        return self.received - self.repaid

    @property
    def still_open(self) -> list[Condition]:
        """The conditions that are not met yet."""
        return [one for one in self.conditions if one.is_open]

    def tell(self, kind: str) -> None:
        """Counts a message that must be told."""
        self.told[kind] = self.told.get(kind, 0) + 1


@dataclass(frozen=True)
class Now:
    """The moment of a step, with what the form of the event said."""

    at: datetime
    who: str
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The civil day."""
        return self.at.astimezone(HERE).date()


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return datetime.combine(day + timedelta(days=1), time(0, 0), HERE)


def _closed(case: Case, moment: datetime) -> bool:
    return case.closing is not None and case.closing[1] and moment >= end_of(case.closing[0])


def _was_in_time(case: Case, now: Now) -> bool:
    moment = datetime.combine(now.given["day"], time(0, 0), HERE)
    return moment <= now.at and not _closed(case, moment)


def _completed_in_time(case: Case, now: Now) -> bool:
    return bool(now.given["late"]) or case.completion_until is None or now.day <= case.completion_until


def _may_extend(case: Case, now: Now) -> bool:
    return not case.public or (not case.extended and now.given["weeks"] <= 12)


def _may_object(case: Case, now: Now) -> bool:
    until = case.objection_until
    in_term = until is None or "grounds" not in now.given or now.day <= until
    return case.public and not case.objection and in_term


def _condition_over(case: Case, now: Now) -> bool:
    days = [one.due for one in case.still_open if one.due]
    return not days or now.at >= end_of(min(days))


def _decision_over(case: Case, now: Now) -> bool:
    due = now.given.get("due") or case.due
    # Without a day that is known the form asks for it: then the event is offered.
    return "late_form" not in now.given if due is None else now.day > due


CONDITIONS = {
    "source_open": lambda case, now: case.source_status != "closed",
    "nobody_else": lambda case, now: False,  # there are two on the board
    "not_only_author": lambda case, now: case.authors != {now.who},
    "in_time": lambda case, now: not _closed(case, now.at),
    "was_in_time": _was_in_time,
    "complete_in_time": _completed_in_time,
    "taken_late": lambda case, now: bool(now.given["late"]),
    "completion_over": lambda case, now: case.completion_until is None or now.at >= end_of(case.completion_until),
    "may_extend": _may_extend,
    "decision_over": _decision_over,
    "more_conditions": lambda case, now: len(case.still_open) > 1,
    "last_condition": lambda case, now: len(case.still_open) <= 1,
    "condition_over": _condition_over,
    "nothing_paid": lambda case, now: case.received == 0,
    "may_object": _may_object,
    "objection_runs": lambda case, now: case.objection,
    "not_barred": lambda case, now: not (case.state == "rejected" and case.barred),
    "may_begin": lambda case, now: case.paid > 0 or case.begins_on is None or case.begins_on <= now.day,
    "no_report_asked": lambda case, now: not case.report_asked,
    "within_award": lambda case, now: now.given["final"] <= case.award,
    "no_change_open": lambda case, now: not case.change,
    "change_open": lambda case, now: case.change,
    "new_day": lambda case, now: now.given["until"] >= now.day,
    "paid_is_final": lambda case, now: case.final is not None and case.paid == case.final,
    "paid_too_much": lambda case, now: case.final is not None and case.paid > case.final,
    "something_paid": lambda case, now: case.paid > 0,
}


def verdict(case: Case, event: str, now: Now) -> int:
    """The status that the event must have, as far as the table goes: 409, 403 or 200."""
    line = LINES.get((case.state, event))
    if line is None:
        return 409
    if not line.who & set(ROLES[now.who]):
        return 403
    return 200 if all(CONDITIONS[name](case, now) for name in line.early + line.late) else 409


def offered(case: Case, now: Now) -> set[str]:
    """The events that this person must be offered now."""
    return {line.event for line in lines_from(case.state) if _is_offered(line, case, now)}


def _is_offered(line: Line, case: Case, now: Now) -> bool:
    return bool(line.who & set(ROLES[now.who])) and all(CONDITIONS[name](case, now) for name in line.early)
