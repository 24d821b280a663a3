"""What decisions on applications that were followed here tell: a chance per source, and how good such chances were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.matcher.domain.chance.beta import ENOUGH, Chance, chance_of, expected_from
from services.matcher.domain.chance.decision import OwnDecision
from services.matcher.domain.chance.judging import brier

PLACES_TO_TELL = 3
"""Everybody may see a chance from so many places on: with fewer it would tell how one of them fared at the giver."""


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """How good the chances were that people could have seen before each decision; Brier scores, lower is better."""

    predictions: int
    brier: float
    base_rate: float


def chances_of(decisions: Sequence[OwnDecision]) -> dict[str, Chance]:
    """The chance of each source with enough history, shrunk to the givers of its kind."""
    by_source: dict[str, list[OwnDecision]] = defaultdict(list)
    by_kind: dict[str, list[OwnDecision]] = defaultdict(list)
    for decision in decisions:
        by_source[decision.source_id].append(decision)
        by_kind[decision.kind].append(decision)
    found = {source_id: chance_of(own, by_kind[own[-1].kind]) for source_id, own in by_source.items()}
    return {source_id: chance for source_id, chance in found.items() if chance is not None}


def swings_of(decisions: Sequence[OwnDecision]) -> Mapping[str, float]:
    """How far the chance of each source lies above (to 1) or below (to -1) the usual one, where there is history."""
    granted = sum(decision.is_granted for decision in decisions)
    usual = (granted + 1) / (len(decisions) + 2)
    return {source_id: chance.expected - usual for source_id, chance in chances_of(decisions).items()}


def judge_in_order(decisions: Sequence[OwnDecision]) -> OwnFigures | None:
    """What the decisions before each one said of it, against what came; None when that is told of fewer than five.

    `decisions` in the order in which they fell.
    """
    of_source: dict[str, Counter[bool]] = defaultdict(Counter)
    of_kind: dict[str, Counter[bool]] = defaultdict(Counter)
    said, plain, came = [], [], []
    for decision in decisions:
        own, kind = of_source[decision.source_id], of_kind[decision.kind]
        if own.total() >= ENOUGH:
            said.append(expected_from(own[True], own.total(), kind[True], kind.total()))
            plain.append(own[True] / own.total())
            came.append(decision.is_granted)
        own[decision.is_granted] += 1
        kind[decision.is_granted] += 1
    if len(said) < ENOUGH:
        return None
    return OwnFigures(len(said), brier(said, came), brier(plain, came))
