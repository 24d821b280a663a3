"""Which pairs get the same answer from a criterion that compares numbers, days or sets: pairs with the same class.

A class is a whole number from 1; 0 means that this pair is like no other and must be asked itself. A class may be
narrower than need be, never wider: a test over many made pairs holds these functions to the criteria.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.criteria import amount, area, costs, deadline, start_window
from services.matcher.domain.criteria.amount import WORTHWHILE_PART
from services.matcher.domain.criteria.deadline import A_SEASON
from services.matcher.engine.columns.bits import EVENT, MONEY
from services.matcher.engine.columns.need_fields import NeedFields
from services.matcher.engine.columns.source_fields import OTHER_TERMS, SourceFields, class_of
from services.matcher.engine.rounding import month

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_YEAR = 12


@dataclass(frozen=True)
class Near:
    """How the areas of a source lie to a need. `inside`: a bit per level of the regions that hold the need."""

    inside: Ints
    shut: Ints
    reaches_in: Ints
    shuts_a_part: Ints


@dataclass(frozen=True)
class Pairs:
    """Many needs with one source, or many sources with one need; what is one counts for all of the others."""

    need: NeedFields
    cents: Ints
    source: SourceFields
    near: Near
    today: date

    @cached_property
    def is_fresh(self) -> Any:
        """Whether volatile facts of the source are believed."""
        return self.today.toordinal() < self.source.believed_before

    @cached_property
    def asks_money(self) -> Any:
        """Whether the need asks for money and the source gives it."""
        return (self.need.support & self.source.support & MONEY) != 0

    @cached_property
    def payable(self) -> Any:
        """The part of what is sought that hard exclusions leave, where what is sought is known: payable_cents."""
        shut = self.need.kinds & self.source.shut
        lost: Any = self.cents_of(shut)
        left = self.cents.sum(axis=0) - lost
        return np.where(lost == 0, self.need.sought, np.minimum(self.need.sought, left))

    def cents_of(self, kinds: Any) -> Any:
        """What the costs of these kinds come to."""
        total = np.zeros_like(kinds)
        together = int(np.bitwise_or.reduce(kinds))
        for number in range(together.bit_length()):
            if together >> number & 1:
                total += (kinds >> number & 1) * self.cents[number]
        return total


def _area(pairs: Pairs) -> Any:
    near = pairs.near
    return class_of(near.shut, near.inside != 0, near.reaches_in, near.shuts_a_part)


def _amount(pairs: Pairs) -> Any:
    need, source = pairs.need, pairs.source
    known = need.sought >= 0
    little = source.high * WORTHWHILE_PART < need.sought
    return class_of(
        pairs.asks_money,
        source.bands != 0,
        known,
        (source.low >= 0) & (need.sought < source.low),
        need.total >= source.low,
        (source.high < 0) | (source.high >= need.sought),
        little & ((need.support & source.support) == MONEY),
        pairs.is_fresh,
    )


def _costs(pairs: Pairs) -> Any:
    need, source = pairs.need, pairs.source
    kinds = need.kinds | np.where(need.is_one_day, EVENT, 0)
    return class_of(
        source.excludes,
        (kinds & source.shut) != 0,
        need.is_one_day & ((source.shut & EVENT) != 0),
        need.sought <= 0,
        pairs.payable * WORTHWHILE_PART < need.sought,
        (kinds & source.rather_not) != 0,
        need.kinds != 0,
    )


def _deadline(pairs: Pairs) -> Any:
    need, source = pairs.need, pairs.source
    today = pairs.today.toordinal()
    has_start = need.starts != 0
    classes = class_of(
        source.upcoming != 0,
        source.is_scheme_end,
        has_start & (source.upcoming >= need.starts),
        has_start,
        need.starts - source.days_before_start < today,
        _is_other_season(pairs),
        pairs.is_fresh,
        start=source.terms_class,
    )
    return np.where(source.terms == OTHER_TERMS, 0, classes)


def _is_other_season(pairs: Pairs) -> Any:
    """The plan starts within a season, and the page names only months outside that time."""
    need, source = pairs.need, pairs.source
    soon = (need.starts != 0) & (need.starts <= (pairs.today + timedelta(weeks=A_SEASON)).toordinal())
    if not soon.any():
        return soon
    first = pairs.today.month - 1
    windows = np.array([sum(1 << (first + ahead) % _YEAR for ahead in range(length)) for length in range(_YEAR + 1)])
    left = windows[np.clip(need.start_month - month(pairs.today) + 1, 0, _YEAR)]
    return soon & (source.months_named != 0) & ((source.months_named & left) == 0)


def _decision(pairs: Pairs) -> Any:
    need, source = pairs.need, pairs.source
    in_round = (source.upcoming != 0) & (source.is_scheme_end == 0)
    asked_on = np.where(in_round, source.upcoming, pairs.today.toordinal())
    classes = class_of(
        need.starts != 0,
        asked_on + source.decision_days <= need.starts,
        pairs.is_fresh,
        start=source.decision_class,
    )
    return np.where(source.decision_class == 0, 0, classes)


ALIKE: Mapping[Callable[..., Any], Callable[[Pairs], Any]] = MappingProxyType(
    {
        area.judge: _area,
        amount.judge: _amount,
        costs.judge: _costs,
        deadline.judge: _deadline,
        start_window.judge_decision: _decision,
    }
)
MOST_CLASSES = 1 << 12
"""More than the highest class."""
