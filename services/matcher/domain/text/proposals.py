"""What free words propose: codes of the code lists, each with the words that led to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.matcher.domain.dutch import plain
from services.matcher.domain.text.analysis import LONGEST_TEXT, Analyser
from services.matcher.domain.text.concepts import Concept

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DENIALS = frozenset({"geen", "niet", "zonder", "nooit"})
OF_WORD, OF_PART = 0.6, 0.45
"""How much one word says by itself, and one that is only part of a compound. More words come nearer to 1."""
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """One code that the words propose; `words` as they were written, at most five; `strength` above 0, below 1."""

    list: str
    code: str
    words: tuple[str, ...]
    strength: float


def propose(text: str, analyser: Analyser) -> list[Proposal]:
    """All codes that the words of a text propose, per list the strongest first. What is denied proposes nothing."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for concept, written, strength in _hits(text[:LONGEST_TEXT], analyser):
        for key in concept.codes:
            words = found.setdefault(key, {})
            words[written] = max(words.get(written, 0.0), strength)
    made = [_proposal(code_list, code, words) for (code_list, code), words in found.items()]
    return sorted(made, key=lambda one: (one.list, -one.strength, one.code))


def _proposal(code_list: str, code: str, words: dict[str, float]) -> Proposal:
    left = 1.0
    for strength in words.values():
        left *= 1 - strength
    # Twenty words leave almost nothing, but never nothing: words alone are no proof.
    return Proposal(code_list, code, tuple(words)[:MOST_WORDS], min(0.99, round(1 - left, 2)))


def _hits(text: str, analyser: Analyser) -> Iterator[tuple[Concept, str, float]]:
    smooth = f" {' '.join(plain(word) for word in _WORD.findall(text))} "
    for phrase, concept in analyser.concepts.phrases:
        if f" {phrase} " in smooth:
            yield concept, phrase, OF_WORD
    before = ""
    for written in _WORD.findall(text):
        word = plain(written)
        if before not in _DENIALS:
            yield from _of_word(word, written.lower(), analyser)
        before = word


def _of_word(word: str, written: str, analyser: Analyser) -> Iterable[tuple[Concept, str, float]]:
    if whole := list(analyser.concepts.of(word)):
        return [(concept, written, OF_WORD) for concept in whole]
    pieces = [piece for part in word.split("-") for piece in analyser.spellings(part)]
    return [(concept, written, OF_PART) for piece in pieces for concept in analyser.concepts.of(piece)]
