"""Groups and points of many pairs, before their words are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from services.matcher.domain.pair import FAR, Group
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer
from services.matcher.engine.columns import points
from services.matcher.engine.columns.alike import Floats, Ints, Pairs
from services.matcher.engine.columns.source_fields import SourceMeasures
from services.matcher.engine.effects import ADVICE, DOUBTFUL, NO, OLD_NO, OPEN
from services.matcher.engine.rows import Ranked

FITS, FIND_OUT, WAS_NO, NOT_FOR_YOU = range(4)
"""Places in the order of `domain.matching.order`."""
_STEP = 10_000
"""More than the tenths of a full score."""
_PURPOSE = 10 * WEIGHTS["purpose"].points


@dataclass(frozen=True)
class Weighed:
    """Per pair: what the criteria did, how far purposes meet, all tenths but those for the purpose, and its place."""

    flags: Ints
    met: Floats
    rest: Ints
    place: Ints

    def scores(self, text: Floats) -> Ints:
        """The tenths of the whole score when the words fit so well (0 to 1)."""
        found: Ints = self.rest + points.tenths(["purpose"], points.purpose(text, self.met))[0]
        return found

    def turns(self, scores: Any) -> Any:
        """What to sort by, ties apart: the place, then the score."""
        return self.place * _STEP - scores

    def about(self, text: float) -> Floats:
        """The score at this fit of the words, at most a tenth off."""
        found: Floats = self.rest + _PURPOSE * points.purpose(text, self.met)
        return found

    def only(self, positions: Any) -> Weighed:
        """Some of them."""
        return Weighed(self.flags[positions], self.met[positions], self.rest[positions], self.place[positions])


def weigh(
    pairs: Pairs, measures: SourceMeasures, flags: Ints, factors: Floats, met: Floats, local: Ints, expected: Any
) -> Weighed:
    """`factors`: of each criterion a row; `local`: tenths for nearness; `expected`: Context.expected_cover."""
    most = points.coverable(pairs, measures)
    sure = measures.verified * np.where(pairs.is_fresh, 1.0, 0.9) * np.multiply.reduce(factors, axis=0)
    values = np.empty((3, len(flags)))
    values[:] = points.cover(pairs, most, expected), sure, points.effort(most, measures.hours)
    rest = points.tenths(["cover", "certainty", "effort"], values).sum(axis=0) + local + points.time_tenths(flags)
    met = np.zeros(len(flags)) + met
    doubtful = ((flags & DOUBTFUL) != 0) | (met < FAR)
    place = np.where(doubtful, np.where(flags & OLD_NO, WAS_NO, FIND_OUT), FITS)
    return Weighed(flags, met, rest, np.where(flags & NO, NOT_FOR_YOU, place))


_GROUPS = {FITS: Group.FITS, FIND_OUT: Group.FIND_OUT, WAS_NO: Group.FIND_OUT, NOT_FOR_YOU: Group.NOT_FOR_YOU}


def ranked_of(source: Source, flags: int, place: int, tenths: int) -> Ranked:
    """The result for one pair."""
    answer = Answer.NO if flags & NO else Answer.UNKNOWN if flags & OPEN else Answer.YES
    is_signpost = source.is_signpost or bool(flags & ADVICE)
    return Ranked(source.id, answer, _GROUPS[place], tenths / 10, is_signpost, bool(flags & OLD_NO))
