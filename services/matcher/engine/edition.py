"""What is counted over a whole catalogue: how rare words and themes are, and how much sources usually give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.matcher.domain.amounts import usual_maxima
from services.matcher.domain.scoring.themes import Rarity, rarity_of
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit, Weights


@dataclass(frozen=True)
class Edition:
    """Counts over the sources of one moment."""

    sources: Mapping[str, Source]
    text: TextFit
    rarity: Rarity
    maxima: tuple[int, ...]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Edition:
        """Counts anew: all texts are read."""
        known = {source.id: source for source in sources}
        return cls(known, TextFit(known.values()), rarity_of(known.values()), usual_maxima(known.values()))

    def weights_of(self, source: Source) -> Weights:
        """The weights of the words of a source; reckoned anew when it is another version than was counted."""
        if self.sources.get(source.id) is source:
            return self.text.offered[source.id]
        return self.text.weights_of_source(source)
