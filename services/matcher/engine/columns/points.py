"""The parts of the score for many pairs at once: what `scoring/parts.py` gives for each of them.

Points are kept in whole tenths, as people see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from services.matcher.domain.scoring.parts import UNKNOWN
from services.matcher.domain.scoring.themes import NEAR, NEAR_PART
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.engine.columns.alike import Floats, Ints, Pairs
from services.matcher.engine.columns.bits import EVERYONE, THEMES
from services.matcher.engine.columns.source_fields import SourceMeasures
from services.matcher.engine.effects import TIME_NO, TIME_OPEN, TIME_YES

_NEARLY = 1e-6
"""So near to the middle between two tenths the decimal rounding of Python decides."""


def tenths(names: Sequence[str], values: Any) -> Ints:
    """The points of these parts, a row of values (0 to 1) for each, rounded as `round(points, 1)` does."""
    most = np.array([[WEIGHTS[name].points] for name in names])
    points = most * values
    rounded = np.rint(points * 10)
    between = np.abs(np.abs(points * 10 - rounded) - 0.5) < _NEARLY
    if between.any():
        rounded[between] = [round(10 * round(point, 1)) for point in points[between].tolist()]
    found: Ints = rounded.astype(np.int64)
    return found


def purpose(text: Any, met: Any) -> Any:
    """As parts.purpose."""
    return 0.36 * text + 0.64 * met


def meeting(pairs: Pairs, worth: Floats, rare: Floats, source_worth: Any) -> Floats:
    """As parts.meeting. `worth`: of each theme to the needs; `rare`: of each theme at all, with its sum per source."""
    themes = _themes(pairs, worth, rare, source_worth)
    found: Floats = 0.6 * themes + 0.4 * _groups(pairs)
    return found


def _themes(pairs: Pairs, worth: Floats, rare: Floats, source_worth: Any) -> Any:
    """As themes.theme_fit, with a half where it can't be told."""
    offered = pairs.source.themes
    got, met = np.zeros(1), np.zeros(1)
    for number in np.flatnonzero(worth.any(axis=1)).tolist():
        has = offered >> number & 1
        near = np.where(offered & _near(number), NEAR_PART, 0.0)
        got = got + worth[number] * np.where(has, 1.0, near)
        met = met + np.where(has & (worth[number] > 0), rare[number], 0.0)
    wanted = worth.sum(axis=0)
    told = (wanted > 0) & (offered != 0)
    coverage = got / np.where(wanted > 0, wanted, 1.0)
    focus = met / np.where(offered != 0, source_worth, 1.0)
    fit = np.where(got > 0, np.minimum(1.0, 0.75 * coverage + 0.25 * focus + 0.15), 0.0)
    return np.where(told, fit, UNKNOWN)


_NEAR_OF: dict[int, int] = {}


def _near(number: int) -> int:
    if not _NEAR_OF:
        _NEAR_OF.update({THEMES.number(theme): THEMES.mask(others) for theme, others in NEAR.items()})
    return _NEAR_OF.get(number, 0)


def _groups(pairs: Pairs) -> Any:
    wanted, offered = pairs.need.groups, pairs.source.groups
    shared = offered & pairs.need.near_groups & ~EVERYONE
    exact = np.bitwise_count(shared & wanted) / np.maximum(np.bitwise_count(offered), 1)
    for_all = (wanted & EVERYONE) != 0
    found = np.where(for_all, 0.6, 0.75) + 0.25 * exact
    found = np.where(shared == 0, np.where(for_all, 0.15, 0.0), found)
    found = np.where(offered & EVERYONE, np.where(for_all, 1.0, 0.65), found)
    return np.where((wanted == 0) | (offered == 0), UNKNOWN, found)


def coverable(pairs: Pairs, measures: SourceMeasures) -> Any:
    """As coverable_cents; below 0 where it can't be told."""
    need, source = pairs.need, pairs.source
    most = pairs.payable
    most = np.where(source.high >= 0, np.minimum(most, source.high), most)
    has_part = (measures.percent >= 0) & (need.total >= 0)
    most = np.where(has_part, np.minimum(most, (need.total * measures.percent / 100).astype(np.int64)), most)
    return np.where(need.sought >= 0, most, -1)


def cover(pairs: Pairs, most: Any, expected: Any) -> Any:
    """As parts.cover; `expected` is the expected cover of the needs."""
    need, source = pairs.need, pairs.source
    part = np.minimum(1.0, most / np.maximum(need.sought, 1))
    part = np.where(source.high >= 0, part, np.minimum(part, expected * 2 / 3))
    part = np.where(need.sought > 0, part, UNKNOWN)
    if pairs.asks_money.all():
        return part
    return np.where(pairs.asks_money, part, np.where(need.support & source.support, UNKNOWN, _spared(pairs)))


def _spared(pairs: Pairs) -> Any:
    total = pairs.cents.sum(axis=0)
    spared = pairs.cents_of(pairs.need.kinds & pairs.source.spares)
    return np.where(total > 0, spared / np.maximum(total, 1), 0.0)


def effort(most: Any, hours: Any) -> Any:
    """As parts.effort."""
    by_hours = np.clip((16 - hours) / 12, 0.0, 1.0)
    by_money = np.clip((most / 100 / np.where(hours > 0, hours, 1.0) - 10) / 240 + 0.25, 0.0, 1.0)
    return np.where(most < 0, by_hours, np.where(hours > 0, by_money, 1.0))


_TIME = tuple(int(tenths(["time"], [[value]])[0, 0]) for value in (0.0, UNKNOWN, 1.0))


def time_tenths(flags: Ints) -> Any:
    """The points for parts.time."""
    late, open_, in_time = _TIME
    all_yes = (flags & (TIME_YES | TIME_OPEN)) == TIME_YES
    return np.where(flags & TIME_NO, late, np.where(all_yes, in_time, open_))
