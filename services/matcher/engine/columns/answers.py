"""The effects of all criteria on many pairs, each asked once for every kind of pair."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import CRITERIA
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.engine.columns import keys
from services.matcher.engine.columns.alike import ALIKE, MOST_CLASSES, Pairs
from services.matcher.engine.columns.effect_codes import Codes, EffectCodes, Memory
from services.matcher.engine.effects import NONE, Effect, effect_of

Criterion = Callable[..., Any]
ASKED = tuple(criterion for criterion in CRITERIA if criterion not in keys.WITHOUT_EFFECT)
PairAt = Callable[[int], tuple[Need, Source, Context]]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the one side is, and the numbers (below `most`) of what the many are."""

    one: Hashable
    many: NDArray[Any]
    most: int


SILENT = Kinds(None, np.zeros(0), 0)
"""Nobody among the many tells anything about it."""


class Answers:
    """Remembers the effects of all criteria. Threads may share it: what is asked twice is answered the same."""

    def __init__(self, remembers: int) -> None:
        self.codes, self._remembers = EffectCodes(), remembers
        self.none = self.codes.number(NONE)
        self._by_class = {criterion: Memory(self.codes, 1) for criterion in ALIKE}
        self._by_kind: dict[Hashable, Memory] = {}

    def of_criteria(self, pairs: Pairs, count: int, kinds: Callable[[Criterion], Kinds | None], pair: PairAt) -> Codes:
        """A row for every criterion, a column for every pair. Without kinds every pair is asked."""
        found = np.full((len(ASKED), count), self.none, np.uint16)
        for row, criterion in zip(found, ASKED, strict=True):
            ask = _asking(criterion, pair)
            if criterion in ALIKE:
                classes = ALIKE[criterion](pairs)
                if len(classes) != count:
                    classes = np.repeat(classes, count)
                row[:] = self._by_class[criterion].effects((), classes, MOST_CLASSES, ask)
                continue
            alike = kinds(criterion)
            if alike is not SILENT:
                row[:] = self.of_kinds(criterion, alike, count, ask)
        return found

    def of_kinds(self, what: Hashable, kinds: Kinds | None, count: int, ask: Callable[[int], Effect]) -> Codes:
        """The effects of one criterion, or of one kind of requirement; without kinds each pair is asked."""
        if kinds is None:
            return np.array([self.codes.number(ask(at)) for at in range(count)], np.uint16)
        memory = self._by_kind.get(what)
        if memory is None:
            memory = self._by_kind.setdefault(what, Memory(self.codes, self._remembers, self.none))
        return memory.effects(kinds.one, kinds.many, kinds.most, ask)


def _asking(criterion: Criterion, pair: PairAt) -> Callable[[int], Effect]:
    return lambda at: effect_of(criterion(*pair(at)))
