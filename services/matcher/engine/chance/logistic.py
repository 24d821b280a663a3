"""The chance of one request out of everything that is known of it: logistic regression with shrunk groups.

Each scheme, decider, theme and periodicity has an effect of its own, drawn to zero by a normal prior of variance one
(a group with few decisions stays near its kind); the size of the request, on a logarithmic scale, has one too. This
is the usual hierarchical logistic model, at its most likely point, found by Newton's method.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.chance.decision import PastDecision

Array = NDArray[np.float64]

GROUPS = ("scheme", "decider", "theme", "periodicity")
PRECISION = 1.0
"""One over the prior variance of a group's effect: a logit of one either way is quite usual."""
FREE = 1e-6
"""As good as no prior: for the level of all decisions together."""


@dataclass(frozen=True)
class ChanceModel:
    """What was learnt; `predict` gives chances from 0 to 1. A group that was never seen counts as an average one."""

    weights: Array
    columns: Mapping[tuple[str, str], int]
    middle: float
    spread: float

    def predict(self, decisions: Sequence[PastDecision]) -> list[float]:
        """The chance of each; only what is known beforehand is read, never what was granted."""
        found: Array = _sigmoid(_design(decisions, self.columns, self.middle, self.spread) @ self.weights)
        return [float(chance) for chance in found]


def learn(decisions: Sequence[PastDecision], steps: int = 50) -> ChanceModel:
    """The model that these decisions make most likely; needs at least one decision."""
    keys = sorted({(name, getattr(decision, name)) for decision in decisions for name in GROUPS})
    columns = {key: at + 2 for at, key in enumerate(keys)}
    sizes = [_size(decision) for decision in decisions]
    middle = sum(sizes) / len(sizes)
    spread = math.sqrt(sum((size - middle) ** 2 for size in sizes) / len(sizes)) or 1.0
    rows = _design(decisions, columns, middle, spread)
    granted = np.array([float(decision.is_granted) for decision in decisions])
    precision = np.full(rows.shape[1], PRECISION)
    precision[0] = FREE
    weights = np.zeros(rows.shape[1])
    for _ in range(steps):
        chances = _sigmoid(rows @ weights)
        slope = rows.T @ (chances - granted) + precision * weights
        curve = (rows.T * (chances * (1 - chances))) @ rows + np.diag(precision)
        change = np.linalg.solve(curve, slope)
        weights = weights - change
        if float(np.abs(change).max()) < 1e-6:
            break
    return ChanceModel(weights, columns, middle, spread)


def _design(
    decisions: Sequence[PastDecision], columns: Mapping[tuple[str, str], int], middle: float, spread: float
) -> Array:
    """One row per decision: one, the size, and a one for each group it belongs to."""
    rows = np.zeros((len(decisions), len(columns) + 2))
    for at, decision in enumerate(decisions):
        rows[at, 0] = 1.0
        rows[at, 1] = (_size(decision) - middle) / spread
        for name in GROUPS:
            column = columns.get((name, getattr(decision, name)))
            if column is not None:
                rows[at, column] = 1.0
    return rows


def _size(decision: PastDecision) -> float:
    return math.log10(max(100, decision.asked_cents))


def _sigmoid(values: Array) -> Array:
    found: Array = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return found
