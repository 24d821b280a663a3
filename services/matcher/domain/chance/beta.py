"""The chance to be granted, learnt from decisions: Beta-binomial, shrunk to the kind, with an interval.

With few decisions of a scheme the chance lies near that of its kind; with many it is the scheme's own. Fewer than
five decisions give no chance at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from services.matcher.domain.chance.decision import Decision

ENOUGH = 5
"""With fewer decisions there is too little history for a number."""
STRENGTH = 2.0
"""As many decisions the kind counts for: enough to keep three of three from becoming certain, gone after a dozen."""
LEAST = 0.5
"""What either outcome counts for at least (Jeffreys' prior): a kind that never refused makes nobody certain."""
COVERAGE = 0.9
"""How often the true chance lies within the interval, if the kind is right."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance from 0 to 1 with its interval, and the part of the sum that was granted when something was.

    `granted` of `decisions` is what it was learnt from; `share` is None when no granted part is known.
    """

    expected: float
    low: float
    high: float
    granted: int
    decisions: int
    share: float | None


def chance_of(own: Sequence[Decision], kind: Sequence[Decision]) -> Chance | None:
    """The chance that `own` decisions show, shrunk to those of the whole `kind`; None: too little history."""
    if len(own) < ENOUGH:
        return None
    granted = _granted(own)
    a, b = _posterior(granted, len(own), _rate(_granted(kind), len(kind)))
    tail = (1 - COVERAGE) / 2
    return Chance(
        expected=a / (a + b),
        low=quantile(a, b, tail),
        high=quantile(a, b, 1 - tail),
        granted=granted,
        decisions=len(own),
        share=expected_share(own, kind) if _shares(own) else None,
    )


def expected_rate(own: Sequence[Decision], kind: Sequence[Decision]) -> float:
    """The expected chance, also when there is little history: then it is nearly that of the kind."""
    return expected_from(_granted(own), len(own), _granted(kind), len(kind))


def expected_from(granted: int, decisions: int, kind_granted: int, kind_decisions: int) -> float:
    """The same from how many decisions of the own and of the kind there are, and how many of these were granted."""
    a, b = _posterior(granted, decisions, _rate(kind_granted, kind_decisions))
    return a / (a + b)


def expected_share(own: Sequence[Decision], kind: Sequence[Decision]) -> float:
    """The part of what was asked that is granted when anything is; shrunk to the kind in the same way."""
    shares, of_kind = _shares(own), _shares(kind)
    middle = (sum(of_kind) + 1.0) / (len(of_kind) + 1)
    return (sum(shares) + STRENGTH * middle) / (len(shares) + STRENGTH)


def _shares(decisions: Sequence[Decision]) -> list[float]:
    return [decision.share for decision in decisions if decision.is_granted and decision.share is not None]


def quantile(a: float, b: float, level: float) -> float:
    """The value that a Beta(a, b) stays under with this probability; found by halving."""
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if cumulative(a, b, middle) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def cumulative(a: float, b: float, x: float) -> float:
    """The probability that a Beta(a, b) is below x: the regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction below converges fast only on this side
        return 1 - cumulative(b, a, 1 - x)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) / (a * _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction 1 + d1/(1 + d2/(1 + ...)) of the incomplete beta function, from its far end."""
    value = 1.0
    for step in range(100, 0, -1):
        half = step // 2
        if step % 2:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        value = 1 + term / value
    return value


def _granted(decisions: Sequence[Decision]) -> int:
    return sum(decision.is_granted for decision in decisions)


def _rate(granted: int, decisions: int) -> float:
    """The part of the kind that was granted, never quite none or all."""
    return (granted + 1) / (decisions + 2)


def _posterior(granted: int, decisions: int, rate: float) -> tuple[float, float]:
    """The two numbers of the Beta distribution after the decisions."""
    return granted + max(LEAST, STRENGTH * rate), decisions - granted + max(LEAST, STRENGTH * (1 - rate))
