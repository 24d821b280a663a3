"""What each criterion reads of a need. Needs that agree on it get the same answer from the same source.

A criterion that is not named here is simply asked again every time; a test compares this table with what they read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

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

Names = tuple[str, ...]
"""Attributes of a need, or those of the context that are read for the whole need."""

OF_THE_CONTEXT = frozenset({"landlords", "expected_cover"})

_COSTS = ("costs", "starts_on", "ends_on", "is_one_day", "sought_cents")
_REACH = ("place.legal_form", "participants", "starts_on", "ends_on")
_WORDS = ("title", "description")

OF_CRITERION: Mapping[Callable[..., Any], Names] = MappingProxyType(
    {
        status_and_end.judge: (),
        mechanism.judge: ("support",),
        support.judge: ("support", "costs"),
        area.judge: ("where",),
        area_note.judge: (),
        landlord.judge: ("landlords",),
        legal_form.judge: ("place.legal_form", "place.partners", "place.fiscal_host"),
        organisation_kind.judge: ("place.name", *_WORDS),
        amount.judge: ("support", "sought_cents", "total_cents", *_REACH),
        share.judge_part: ("support", "total_cents", "sought_cents"),
        share.judge_own_money: ("own_cents", "own_in_kind_cents", "total_cents"),
        share.judge_others: (),
        stacking.judge: ("support", "total_cents", "sought_cents"),
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
