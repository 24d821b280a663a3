"""The activity record of a place: what was done, for how many people, with which costs, and what was learnt.

One record serves every funder: it may stand in several reports, and its costs are divided over funders.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.tracker.domain.budgets.coverage import Claim, overclaimed
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

MAX_PEOPLE = 100_000
MAX_MINUTES = 100_000
MAX_COSTS = 20
OLDEST = date(2000, 1, 1)


@dataclass(frozen=True)
class NewCost:
    """A cost as it is given. `shares`: cents by application id. `line_id` is a line of the budget, where there is one.

    `id` names the cost that it replaces, empty for a new one.
    """

    what: str
    amount_cents: int
    shares: tuple[tuple[str, int], ...] = ()
    line_id: str | None = None
    id: str = ""


@dataclass(frozen=True)
class NewActivity:
    """An activity as it is given. `people` and `minutes` (of volunteers together) may be unknown."""

    happened_on: date
    what: str
    people: int | None = None
    minutes: int | None = None
    lesson: str = ""
    application_ids: tuple[str, ...] = ()
    costs: tuple[NewCost, ...] = ()


@dataclass(frozen=True)
class Cost:
    """A cost of an activity as it is kept."""

    id: str
    activity_id: str
    place_id: str
    position: int
    what: str
    amount_cents: int
    line_id: str | None
    shares: tuple[tuple[str, int], ...] = ()

    def share_of(self, application_id: str) -> int:
        """What is asked of one application for it."""
        return dict(self.shares).get(application_id, 0)


@dataclass(frozen=True)
class Photo:
    """A picture of an activity, or of the receipt of one of its costs. `stored_as` is its name in the store."""

    id: str
    activity_id: str
    place_id: str
    cost_id: str | None
    stored_as: str
    name: str
    media_type: str
    size: int
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class Activity:
    """An activity as it is kept, with its costs and pictures."""

    id: str
    place_id: str
    version: int
    happened_on: date
    what: str
    people: int | None
    minutes: int | None
    lesson: str
    recorded_by: str
    recorded_at: datetime
    removed_at: datetime | None = None
    application_ids: tuple[str, ...] = ()
    costs: tuple[Cost, ...] = ()
    photos: tuple[Photo, ...] = ()

    @property
    def cost_cents(self) -> int:
        """All costs together."""
        return sum(cost.amount_cents for cost in self.costs)

    @property
    def pictures(self) -> tuple[Photo, ...]:
        """The pictures that are no receipts."""
        return tuple(photo for photo in self.photos if photo.cost_id is None)

    def receipts_of(self, cost_id: str) -> tuple[Photo, ...]:
        """The receipts of one cost."""
        return tuple(photo for photo in self.photos if photo.cost_id == cost_id)


def as_lead_sees(one: Activity, application_id: str) -> Activity:
    """An activity of a partner as the lead of one application may see it: what was asked of that one, and no more.

    Pictures stay with the partner, and so do its other costs and what others pay.
    """
    costs = (
        replace(cost, amount_cents=share, line_id=None, shares=((application_id, share),))
        for cost in one.costs
        if (share := cost.share_of(application_id))
    )
    return replace(one, application_ids=(application_id,), costs=tuple(costs), photos=())


def activity_errors(given: NewActivity, today: date) -> list[FieldError]:
    """What can't be right, all at once. More asked than a cost is no error here: a draft may warn."""
    errors: list[FieldError] = []
    if not given.what.strip():
        errors.append(FieldError("what", "required", _("Schrijf in één zin op wat u deed.")))
    if given.happened_on > today:
        errors.append(FieldError("happenedOn", "in_future", _("Deze dag komt nog. Schrijf op wat al is gebeurd.")))
    elif given.happened_on < OLDEST:
        errors.append(FieldError("happenedOn", "too_long_ago", _("Deze dag is erg lang geleden. Klopt het jaar?")))
    if given.people is not None and not 0 <= given.people <= MAX_PEOPLE:
        errors.append(FieldError("people", "out_of_range", _("Vul een aantal mensen in van 0 tot 100.000.")))
    if given.minutes is not None and not 0 <= given.minutes <= MAX_MINUTES:
        errors.append(FieldError("hours", "out_of_range", _("Vul een aantal uren in van 0 tot 1.666.")))
    return errors + _cost_errors(given)


def _cost_errors(given: NewActivity) -> list[FieldError]:
    if len(given.costs) > MAX_COSTS:
        return [FieldError("costs", "too_many", _("Er passen 20 kosten bij één activiteit."))]
    errors = []
    for number, cost in enumerate(given.costs):
        if not cost.what.strip():
            errors.append(FieldError(f"costs.{number}.what", "required", _("Schrijf op waarvoor deze kosten waren.")))
        if cost.amount_cents <= 0:
            errors.append(FieldError(f"costs.{number}.amount", "required", _("Vul in hoeveel het kostte.")))
        if {application_id for application_id, _share in cost.shares} - set(given.application_ids):
            message = _("Kies eerst bij welke aanvragen deze activiteit hoort.")
            errors.append(FieldError(f"costs.{number}.shares", "not_chosen", message))
    return errors


def overclaimed_costs(activities: Iterable[Activity]) -> tuple[tuple[Cost, int], ...]:
    """The costs of which funders together pay more than the whole, with the cents that are too much."""
    costs = {cost.id: cost for activity in activities for cost in activity.costs}
    amounts = {cost.id: cost.amount_cents for cost in costs.values()}
    claims = [Claim(cost.id, by, cents) for cost in costs.values() for by, cents in cost.shares]
    return tuple((costs[over.line_id], over.over_cents) for over in overclaimed(amounts, claims))
