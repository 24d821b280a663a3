"""Reads the words only of those that can still be among the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.matcher.engine.columns.alike import Floats
from services.matcher.engine.columns.weighing import Weighed

_AT_ONCE = 40


def read_the_best(weighed: Weighed, fits: Callable[[Any], Floats], count: int) -> tuple[NDArray[np.intp], Floats]:
    """The positions of all that can be among the first `count`, with the fit of their words; `fits` reads positions.

    Those with the best prospects are read first; the last place among them is the mark that the others must reach.
    """
    prospects = weighed.turns(weighed.about(1.0)) - 1
    order = np.argsort(prospects, kind="stable")
    prospects = prospects[order]
    step, texts = max(_AT_ONCE, 2 * count), np.zeros(0)
    until = min(step, len(order))
    while len(texts) < until:
        read = len(texts)
        texts = np.append(texts, fits(order[read:until]))
        known = weighed.only(order[:until])
        if until == len(order):
            break
        mark = np.sort(known.turns(known.scores(texts)))[count - 1]
        until = min(until + step, int(np.searchsorted(prospects, mark, side="right")))
    return order[: len(texts)], texts
