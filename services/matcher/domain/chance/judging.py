"""How good predictions are: Brier score, reliability, and the parts that are held back to judge them on."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions that lie near each other: what was said on average, and what came true."""

    predictions: int
    said: float
    came_true: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over ten held-back fifths. `brier` per way of predicting; lower is better.

    `share_error`: the mean distance, per way, between the predicted and the real part that was granted, of those that
    were granted. `better` counts the fifths in which the model beat the base rate. `bins` is the reliability of the
    model over all fifths together.
    """

    decisions: int
    brier: Mapping[str, float]
    share_error: Mapping[str, float]
    better: int
    bins: tuple[Bin, ...]


def brier(predicted: Sequence[float], happened: Sequence[bool]) -> float:
    """The mean squared distance between what was said (0 to 1) and what happened; lower is better."""
    return sum((said - came) ** 2 for said, came in zip(predicted, happened, strict=True)) / len(predicted)


def reliability(predicted: Sequence[float], happened: Sequence[bool]) -> tuple[Bin, ...]:
    """Ten equal steps of what was said, without the empty ones: a calibrated model says what comes true."""
    pairs: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for said, came in zip(predicted, happened, strict=True):
        pairs[min(BINS - 1, int(said * BINS))].append((said, came))
    return tuple(
        Bin(len(found), sum(said for said, _ in found) / len(found), sum(came for _, came in found) / len(found))
        for found in pairs
        if found
    )


def held_back_fifth(rows: Sequence[T], seed: int) -> tuple[list[T], list[T]]:
    """Four fifths to learn from and one fifth to judge on, drawn by `seed`."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)  # noqa: S311 a draw for a test of figures, not a secret
    fifth = len(rows) // 5
    return [rows[at] for at in order[fifth:]], [rows[at] for at in order[:fifth]]
