"""What stands in a report: made from the activity record each time, so that nothing is typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.tracker.domain.activities import Activity, Cost, overclaimed_costs
from services.tracker.domain.award_terms import Asked
from services.tracker.domain.reports import Report, ReportKind
from services.tracker.domain.texts import mark as _


@dataclass(frozen=True)
class BudgetLine:
    """A line of the budget that the decision was taken on."""

    id: str
    label: str
    cents: int


@dataclass(frozen=True)
class FinanceLine:
    """A line of the financial report, in whole cents. `budget_cents` None: there is no budget for it."""

    label: str
    budget_cents: int | None
    spent_cents: int
    receipts: int
    without_receipt: int


@dataclass(frozen=True)
class ReportContents:
    """A whole report. Sums are over the activities that are told; `people` counts only what is known.

    `overclaims`: costs of which all funders together are asked too much, with the cents.
    """

    activities: tuple[Activity, ...]
    people: int
    minutes: int
    lessons: tuple[str, ...]
    lines: tuple[FinanceLine, ...]
    spent_cents: int
    award_cents: int | None
    overclaims: tuple[tuple[Cost, int], ...]

    @property
    def left_cents(self) -> int | None:
        """What of the award was not spent; below zero when more was spent than granted."""
        return None if self.award_cents is None else self.award_cents - self.spent_cents

    @property
    def without_receipt(self) -> int:
        """How many costs have no receipt yet."""
        return sum(line.without_receipt for line in self.lines)


def fitting(report: Report, activities: Iterable[Activity]) -> list[Activity]:
    """The activities of the application in the period of the report, oldest first, also those that are left out."""
    return sorted(
        (
            one
            for one in activities
            if report.application_id in one.application_ids
            and (report.from_on is None or one.happened_on >= report.from_on)
            and (report.until_on is None or one.happened_on <= report.until_on)
        ),
        key=lambda one: (one.happened_on, one.id),
    )


def contents_of(
    report: Report, activities: Iterable[Activity], budget: Sequence[BudgetLine], award_cents: int | None
) -> ReportContents:
    """The report as it stands now."""
    told = tuple(one for one in fitting(report, activities) if one.id not in report.left_out)
    claimed = [
        (activity, cost) for activity in told for cost in activity.costs if cost.share_of(report.application_id) > 0
    ]
    lines = _finance(report.application_id, claimed, budget)
    return ReportContents(
        activities=told,
        people=sum(one.people or 0 for one in told),
        minutes=sum(one.minutes or 0 for one in told),
        lessons=tuple(one.lesson for one in told if one.lesson),
        lines=lines,
        spent_cents=sum(line.spent_cents for line in lines),
        award_cents=award_cents,
        overclaims=tuple(pair for pair in overclaimed_costs(told) if pair[0].share_of(report.application_id)),
    )


def missing_from(report: Report, contents: ReportContents, asked: Asked) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """What must be there before the report can go, as texts with the values for their places."""
    found: list[tuple[str, Mapping[str, str]]] = []
    if report.kind is ReportKind.LESSONS:
        return () if report.lessons.strip() else ((_("schrijf op wat u leerde"), {}),)
    if not report.story.strip() and not contents.activities:
        found.append((_("schrijf op wat u deed, of voeg activiteiten toe"), {}))
    if asked.finance and contents.spent_cents == 0:
        found.append((_("zet de kosten erbij"), {}))
    if asked.receipts and contents.without_receipt:
        found.append((_("bij %(number)s kosten is nog geen bon"), {"number": str(contents.without_receipt)}))
    found += [
        (_("“%(cost)s” is voor meer dan het hele bedrag aan gevers gevraagd"), {"cost": cost.what})
        for cost, _over in contents.overclaims
    ]
    return tuple(found)


def frozen(report: Report, contents: ReportContents, asked: Asked) -> dict[str, Any]:
    """The whole report as JSON: what is kept when it goes out, whatever changes in the record afterwards."""
    return {
        "kind": report.kind.value,
        "from": _day(report.from_on),
        "until": _day(report.until_on),
        "question": report.question,
        "story": report.story,
        "lessons": report.lessons,
        "activities": [_told(activity) for activity in contents.activities],
        "people": contents.people,
        "minutes": contents.minutes,
        "learnt": list(contents.lessons),
        "finance": [vars(line) for line in contents.lines] if asked.finance or contents.lines else [],
        "spent_cents": contents.spent_cents,
        "award_cents": contents.award_cents,
        "photo_ids": list(report.photo_ids),
        "auditor": asked.auditor,
    }


def _finance(
    application_id: str, claimed: Sequence[tuple[Activity, Cost]], budget: Sequence[BudgetLine]
) -> tuple[FinanceLine, ...]:
    known = {line.id for line in budget}
    lines = [
        _line(application_id, line.label, line.cents, [pair for pair in claimed if pair[1].line_id == line.id])
        for line in budget
    ]
    rest = [pair for pair in claimed if pair[1].line_id not in known]
    if rest:
        lines.append(_line(application_id, "", None, rest))
    return tuple(lines)


def _line(
    application_id: str, label: str, budget_cents: int | None, claimed: Sequence[tuple[Activity, Cost]]
) -> FinanceLine:
    receipts = sum(1 for activity, cost in claimed if activity.receipts_of(cost.id))
    spent = sum(cost.share_of(application_id) for _activity, cost in claimed)
    return FinanceLine(label, budget_cents, spent, receipts, len(claimed) - receipts)


def _told(activity: Activity) -> dict[str, Any]:
    return {
        "id": activity.id,
        "day": activity.happened_on.isoformat(),
        "what": activity.what,
        "people": activity.people,
        "minutes": activity.minutes,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
