"""Words somebody types, held against those of a source: by stem, by parts of compounds, and in names as typed."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.domain.dutch import plain, words
from services.matcher.domain.source import Source
from services.matcher.domain.text.analysis import Analyser


@dataclass(frozen=True, slots=True)
class SearchText:
    """The text of a source, ready to be searched: stems of its words and of their parts, and its names as written."""

    stems: frozenset[str]
    names: str


@dataclass(frozen=True, slots=True)
class SearchWord:
    """One word that is sought: as typed, its stem, and the stems of the parts it is made of; none for a simple word."""

    typed: str
    stem: str
    parts: frozenset[str]

    def is_in(self, text: SearchText) -> bool:
        """`tuin` is in `speeltuinen`, and `buurttuin` in "tuinen in de buurt". Names also count by a piece."""
        if self.stem in text.stems or self.typed in text.names:
            return True
        return bool(self.parts) and self.parts <= text.stems


def search_text(source: Source, analyser: Analyser) -> SearchText:
    """What is searched of a source: name, provider and summary."""
    names = f"{source.name} {source.provider}"
    return SearchText(frozenset(analyser.terms(f"{names} {source.summary}").stems), plain(names))


def search_words(typed: str, analyser: Analyser) -> tuple[SearchWord, ...]:
    """The words that are sought. Small words ("voor", "de") say nothing, unless there is nothing else."""
    meaning = words(typed) or plain(typed).split()
    return tuple(_word(word, analyser) for word in dict.fromkeys(meaning))


def _word(word: str, analyser: Analyser) -> SearchWord:
    parts = frozenset(analyser.stem(part) for part in analyser.spellings(word)[1:])
    return SearchWord(word, analyser.stem(word), parts)
