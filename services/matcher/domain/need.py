"""A need of a place as the rules see it. None means: not known, never no. Money in whole cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.matcher.domain.earlier import EarlierApplication
from shared.kernel.money import parse_amount


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known of the place that asks."""

    name: str
    area: str
    legal_form: str | None = None
    anbi: bool | None = None
    kvk_number: str | None = None
    fiscal_host: bool | None = None
    partners: frozenset[str] | None = None
    board_members: int | None = None
    tenure: str | None = None
    reserves_times_yearly_costs: float | None = None
    volunteers: int | None = None
    money_last_year_from: frozenset[str] | None = None
    can_prefinance: bool | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the budget."""

    kind: str
    cents: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a place is looking for, in its own words, with the facts that are known.

    `earlier` is what the tracker knows of applications; that nothing stands there does not mean that nothing happened.
    """

    id: str
    place: PlaceFacts
    title: str
    description: str
    support: frozenset[str]
    themes: frozenset[str] | None = None
    target_groups: frozenset[str] | None = None
    area: str | None = None
    total_cents: int | None = None
    sought_cents: int | None = None
    own_cents: int | None = None
    own_in_kind_cents: int | None = None
    costs: tuple[Cost, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    already_started: bool | None = None
    initiators: int | None = None
    participants: int | None = None
    signatures: int | None = None
    hours_available: float | None = None
    earlier: tuple[EarlierApplication, ...] = ()

    @property
    def where(self) -> str:
        """Region code of where it happens: the need's own area, else that of the place."""
        return self.area or self.place.area

    @property
    def is_one_day(self) -> bool:
        """Whether it begins and ends on one day."""
        return self.starts_on is not None and self.starts_on == self.ends_on


def need_from_record(record: Mapping[str, Any]) -> Need:
    """The Need of a dict of need.schema.json that was already checked; amounts may be numbers or Dutch text."""
    costs = record.get("costs")
    plain: dict[str, Any] = {name: record.get(name) for name in _PLAIN_NEED_FIELDS}
    return Need(
        id=record["id"],
        place=place_from_record(record["place"]),
        title=record["title"],
        description=record["description"],
        support=frozenset(record["support"]),
        themes=_codes(record.get("themes")),
        target_groups=_codes(record.get("target_groups")),
        area=record.get("area"),
        total_cents=_cents(record.get("total_budget")),
        sought_cents=_cents(record.get("amount_sought")),
        own_cents=_cents(record.get("own_contribution")),
        own_in_kind_cents=_cents(record.get("own_in_kind")),
        costs=None if costs is None else tuple(_cost(item) for item in costs),
        starts_on=_date(record.get("starts_on")),
        ends_on=_date(record.get("ends_on")),
        **plain,
    )


_PLAIN_NEED_FIELDS = ("already_started", "initiators", "participants", "signatures", "hours_available")
_PLAIN_PLACE_FIELDS = (
    "legal_form",
    "anbi",
    "kvk_number",
    "fiscal_host",
    "board_members",
    "tenure",
    "reserves_times_yearly_costs",
    "volunteers",
    "can_prefinance",
)


def place_from_record(record: Mapping[str, Any]) -> PlaceFacts:
    """The facts of the place in a need record."""
    return PlaceFacts(
        name=record["name"],
        area=record["area"],
        partners=_codes(record.get("partners")),
        money_last_year_from=_codes(record.get("money_last_year_from")),
        **{name: record.get(name) for name in _PLAIN_PLACE_FIELDS},
    )


def _codes(items: Any) -> frozenset[str] | None:
    return None if items is None else frozenset(items)


def _cents(value: Any) -> int | None:
    return None if value is None else parse_amount(value)


def _date(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)


def _cost(item: Mapping[str, Any]) -> Cost:
    return Cost(item["kind"], parse_amount(item["amount"]), item.get("label"))
