"""What is counted over a whole catalogue: how rare words and themes are, and how much sources usually give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.matcher.domain.amounts import Ceilings, usual_maxima
from services.matcher.domain.scoring.themes import Rarity, rarity_of
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit, Weights

RECOUNTED_UP_TO = 2_000
"""Sources up to which every change counts all words anew, and weights are kept for each text."""


@dataclass(frozen=True)
class Edition:
    """Counts over the sources of one moment."""

    sources: Mapping[str, Source]
    text: TextFit
    rarity: Rarity
    maxima: Ceilings

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Edition:
        """Counts anew: all texts are read. The weights of single texts are kept for a small catalogue only."""
        known = {source.id: source for source in sources}
        small = len(known) <= RECOUNTED_UP_TO
        return cls(
            sources=known if small else {},
            text=TextFit(known.values(), kept=small),
            rarity=rarity_of(known.values()),
            maxima=Ceilings(usual_maxima(known.values())),
        )

    def weights_of(self, source: Source) -> Weights:
        """The weights of the words of a source; reckoned anew when it is another version than was counted."""
        if self.sources.get(source.id) is source:
            return self.text.offered[source.id]
        return self.text.weights_of_source(source)
