"""Everything about many pairs but their words, in the same way for one need as for one source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Scene:
    """`count` pairs in arrays, and as they are: `pair`. `worth`: of each theme to the needs; `expected`: of the needs
    Context.expected_cover.
    """

    pairs: Pairs
    measures: SourceMeasures
    worth: Floats
    expected: Any
    count: int
    pair: PairAt


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

    def weigh(self, scene: Scene, kinds: Callable[[Criterion], Kinds | None], rules: Codes) -> Weighed:
        """`kinds`: what the two sides are to a criterion; `rules`: the effects of the requirements."""
        pairs, codes = scene.pairs, self.answers.codes
        effects = np.concatenate([self.answers.of_criteria(pairs, scene.count, kinds, scene.pair), rules])
        return weigh(
            pairs,
            scene.measures,
            codes.flags(effects),
            codes.factors(effects),
            points.meeting(pairs, scene.worth, self._rare, scene.measures.themes),
            self._nearness(scene),
            scene.expected,
        )

    def _nearness(self, scene: Scene) -> Ints:
        """The tenths for parts.local, asked once for each set of levels on which a source is near."""
        pairs = scene.pairs
        kinds: Ints = np.broadcast_to(pairs.near.inside << 1 | pairs.source.is_sponsor, (scene.count,))
        for at in np.flatnonzero(self._local[kinds] < 0).tolist():
            if self._local[kinds[at]] < 0:
                _, source, context = scene.pair(at)
                self._local[kinds[at]] = points.tenths(["local"], [[parts.local(source, context)]])[0, 0]
        return self._local[kinds]
