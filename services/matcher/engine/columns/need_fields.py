"""What of a need is compared in arrays, as whole numbers. Money in cents, days as ordinals, codes as bits."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.criteria.target_groups import NEAR
from services.matcher.domain.need import Need
from services.matcher.domain.scoring.themes import Rarity, wanted_themes
from services.matcher.engine.columns.bits import COSTS, GROUPS, SUPPORT, THEMES, WIDTH
from services.matcher.engine.columns.source_fields import UNKNOWN
from services.matcher.engine.rounding import month


class NeedFields(NamedTuple):
    """One row per field: a value, or an array of them."""

    support: Any
    sought: Any
    total: Any
    kinds: Any
    is_one_day: Any
    starts: Any
    start_month: Any
    groups: Any
    near_groups: Any


def fields_of(need: Need) -> NeedFields:
    """Reads one need."""
    wanted = (need.target_groups or frozenset()) - {"everyone"}
    return NeedFields(
        support=SUPPORT.mask(need.support),
        sought=UNKNOWN if need.sought_cents is None else need.sought_cents,
        total=UNKNOWN if need.total_cents is None else need.total_cents,
        kinds=COSTS.mask(cost.kind for cost in need.costs or ()),
        is_one_day=need.is_one_day,
        starts=0 if need.starts_on is None else need.starts_on.toordinal(),
        start_month=0 if need.starts_on is None else month(need.starts_on),
        groups=GROUPS.mask(need.target_groups or ()),
        near_groups=GROUPS.mask(group for code in wanted for group in NEAR.get(code, (code,))),
    )


def cents_of(need: Need) -> NDArray[np.int64]:
    """The budget by kind of cost, in the order of their bits."""
    cents = np.zeros(WIDTH, np.int64)
    for cost in need.costs or ():
        cents[COSTS.number(cost.kind)] += cost.cents
    return cents


def themes_of(need: Need, rarity: Rarity) -> NDArray[np.float64]:
    """What meeting each theme is worth to this need, in the order of their bits."""
    worth = np.zeros(WIDTH)
    for theme, part in wanted_themes(need).items():
        worth[THEMES.number(theme)] = rarity.get(theme, 1.0) * part
    return worth
