"""Everything about many pairs but their words, in the same way for one need as for one source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from services.matcher.domain.scoring import parts
from services.matcher.domain.scoring.themes import Rarity
from services.matcher.engine.columns import points
from services.matcher.engine.columns.alike import Floats, Ints, Pairs
from services.matcher.engine.columns.answers import Answers, Criterion, Kinds, PairAt
from services.matcher.engine.columns.bits import THEMES, WIDTH
from services.matcher.engine.columns.effect_codes import Codes
from services.matcher.engine.columns.source_fields import SourceMeasures
from services.matcher.engine.columns.weighing import Weighed, weigh
from services.matcher.engine.nearness import LEVELS

_NEARNESSES = 1 << len(LEVELS) + 2


class Relation:
    """Judges many pairs, and remembers what the rules said. `rarity`: the weight of each theme.

    `remembers`: for how many of the one side the answers of each criterion are kept.
    """

    def __init__(self, rarity: Rarity, remembers: int = 512) -> None:
        self.answers = Answers(remembers)
        self._rare = np.ones(WIDTH)
        for theme, weight in rarity.items():
            self._rare[THEMES.number(theme)] = weight
        self._local = np.full(_NEARNESSES, -1)

    def weigh(
        self,
        pairs: Pairs,
        measures: SourceMeasures,
        count: int,
        kinds: Callable[[Criterion], Kinds | None],
        rules: Codes,
        pair: PairAt,
        worth: Floats,
        expected: Any,
    ) -> Weighed:
        """`count` pairs; `rules` holds the effects of the requirements, `worth` what each theme is to the needs."""
        codes = np.concatenate([self.answers.of_criteria(pairs, count, kinds, pair), rules])
        met = points.meeting(pairs, worth, self._rare, measures.themes)
        return weigh(
            pairs,
            measures,
            self.answers.codes.flags(codes),
            self.answers.codes.factors(codes),
            met,
            self._nearness(pairs, count, pair),
            expected,
        )

    def _nearness(self, pairs: Pairs, count: int, pair: PairAt) -> Ints:
        """The tenths for parts.local, asked once for each set of levels on which a source is near."""
        kinds = np.broadcast_to(pairs.near.inside << 1 | pairs.source.is_sponsor, (count,))
        found: Ints = self._local[kinds]
        for at in np.flatnonzero(found < 0).tolist():
            if self._local[kinds[at]] < 0:
                _, source, context = pair(at)
                self._local[kinds[at]] = points.tenths(["local"], [[parts.local(source, context)]])[0, 0]
        found = self._local[kinds]
        return found
