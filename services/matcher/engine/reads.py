"""What each criterion reads of a need. Needs that agree on it get the same answer from the same source.

A criterion that is not named here is simply asked again every time; a test compares this table with what they read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from services.matcher.domain.context import Context
from services.matcher.domain.criteria import (
    amount,
    area,
    area_note,
    begun,
    costs,
    deadline,
    landlord,
    legal_form,
    mechanism,
    organisation_kind,
    payment,
    share,
    stacking,
    start_window,
    status_and_end,
    support,
    target_groups,
    themes,
)
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement

Names = tuple[str, ...]
"""Attributes of a need, or those of the context that are read for the whole need."""

KINDS_OF_COSTS = "costs[].kind"
"""Not the whole budget, only what it is for."""

OF_THE_CONTEXT = frozenset({"landlords", "expected_cover"})


def facts(names: Names, need: Need, context: Context) -> tuple[Any, ...]:
    """The values of what is read."""
    return tuple(_get(name)(context if name in OF_THE_CONTEXT else need) for name in names)


def facts_of_need(names: Names, need: Need) -> tuple[Any, ...]:
    """The same for names of the need alone."""
    return tuple(_get(name)(need) for name in names)


@lru_cache(maxsize=256)
def _get(name: str) -> Callable[[Any], Any]:
    return _kinds_of_costs if name == KINDS_OF_COSTS else attrgetter(name)


def _kinds_of_costs(need: Need) -> frozenset[str]:
    return frozenset(cost.kind for cost in need.costs or ())


_COSTS = ("costs", "starts_on", "ends_on", "is_one_day", "sought_cents")
_REACH = ("place.legal_form", "participants", "starts_on", "ends_on")
_WORDS = ("title", "description")

OF_CRITERION: Mapping[Callable[..., Any], Names] = MappingProxyType(
    {
        status_and_end.judge: (),
        mechanism.judge: ("support",),
        support.judge: ("support", KINDS_OF_COSTS),
        area.judge: ("where",),
        area_note.judge: (),
        landlord.judge: ("landlords",),
        legal_form.judge: ("place.legal_form", "place.partners", "place.fiscal_host"),
        organisation_kind.judge: ("place.name", *_WORDS),
        amount.judge: ("support", "sought_cents", "total_cents", *_REACH),
        share.judge_part: ("support", "total_cents", "sought_cents"),
        share.judge_own_money: ("own_cents", "own_in_kind_cents", "total_cents"),
        share.judge_others: (),
        stacking.judge: ("support", "total_cents", "own_cents"),
        payment.judge_receiver: ("support", "place.legal_form", "place.fiscal_host"),
        payment.judge_prefinancing: ("support", "place.can_prefinance"),
        costs.judge: _COSTS,
        themes.judge: ("themes",),
        target_groups.judge: ("target_groups",),
        deadline.judge: ("starts_on",),
        start_window.judge_decision: ("sought_cents", *_REACH),
        start_window.judge_finish: ("starts_on", "ends_on"),
        start_window.judge_latest_start: ("sought_cents", *_REACH),
        begun.judge: ("already_started", "starts_on"),
    }
)

_PEOPLE = ("initiators", "participants", "place.volunteers", "signatures", "place.board_members")
_PARTNER = ("place.legal_form", "place.partners")

OF_REQUIREMENT: Mapping[str, Names] = MappingProxyType(
    {
        "anbi": ("place.anbi",),
        "partner": _PARTNER,
        "referral_by": _PARTNER,
        "fiscal_host": ("place.legal_form", "place.fiscal_host"),
        "people": ("target_groups", *_PEOPLE),
        "frequency": ("earlier",),
        "reserves": ("place.reserves_times_yearly_costs",),
        "tenure": ("place.tenure",),
        "other_money": ("place.money_last_year_from", "earlier"),
        "previous_closed": ("earlier",),
        "policy_fit": (),
        "customer": ("landlords",),
        "governance": ("place.board_members",),
        "not_started": ("already_started", "starts_on"),
        "open_to_all": ("target_groups",),
        "check": (*_WORDS, "place.legal_form", "place.kvk_number", "where"),
    }
)

WHEN_IT_APPLIES: Names = ("place.legal_form", "sought_cents")
"""What `applies` reads besides, for a requirement that holds only for some forms or above some amount."""

OF_MONEY: Names = ("expected_cover", "support", "sought_cents", "total_cents", "costs", *_REACH)
"""What the score parts cover and effort read."""


def of_rule(rule: Requirement) -> Names | None:
    """What is read for this requirement; None when that isn't declared."""
    names = OF_REQUIREMENT.get(rule.kind)
    limited = bool(rule.when_forms) or rule.when_above_cents is not None
    return (*names, *WHEN_IT_APPLIES) if names is not None and limited else names
