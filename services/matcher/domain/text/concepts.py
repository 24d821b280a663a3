"""Words that mean nearly the same, by concept: for likeness of texts, and for what a place's own words propose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Concept:
    """One group of words, lower case without accents; `codes` holds (list, code) that such a word proposes.

    `as_written` holds the words that count only just so, not by their stem.
    """

    name: str
    words: tuple[str, ...]
    as_written: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    source: str


class Concepts:
    """Finds the concepts of words. A word as it is written goes before its stem: "ouders" is not "ouderen"."""

    def __init__(self, concepts: Iterable[Concept], stem: Stem) -> None:
        self._stem = stem
        self._written: dict[str, list[Concept]] = {}
        self._stems: dict[str, list[Concept]] = {}
        self.phrases: list[tuple[str, Concept]] = []
        for concept in concepts:
            self.phrases += [(word, concept) for word in concept.words if " " in word]
            for word in (*concept.words, *concept.as_written):
                _add(self._written, word, concept)
            for word in concept.words:
                _add(self._stems, stem(word), concept)

    def of(self, word: str) -> Iterable[Concept]:
        """The concepts of one word or part of a compound."""
        return self._written.get(word) or self._stems.get(self._stem(word)) or ()


def concepts_of_records(records: Iterable[Mapping[str, object]]) -> tuple[Concept, ...]:
    """Concepts from records with concept, words, codes and source, as `data/synonyms.yaml` writes them."""
    return tuple(_concept(record) for record in records)


def _concept(record: Mapping[str, object]) -> Concept:
    words, exact, codes = record["words"], record.get("as_written", []), record["codes"]
    if not isinstance(words, list) or not isinstance(exact, list) or not isinstance(codes, Mapping):
        raise ValueError(f"concept {record['concept']}: words and as_written are lists, codes is a mapping")
    pairs = tuple((str(code_list), str(code)) for code_list, some in codes.items() for code in some)
    name, source = str(record["concept"]), str(record["source"])
    return Concept(name, tuple(map(str, words)), tuple(map(str, exact)), pairs, source)


def _add(table: dict[str, list[Concept]], key: str, concept: Concept) -> None:
    known = table.setdefault(key, [])
    if concept not in known:
        known.append(concept)
