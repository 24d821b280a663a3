"""How well texts alone find the right sources among 3,000 that were made of random words."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.matcher.domain.dutch import words
from services.matcher.domain.text.analysis import Analyser, Terms
from services.matcher.domain.text.bm25 import Edition, likeness
from services.matcher.domain.text.compounds import Splitter
from services.matcher.domain.text.concepts import Concepts
from services.matcher.gateways.dutch_stems import dutch_stem
from services.matcher.storage.word_files import compound_parts
from services.matcher.usecases.proposing.analyser import text_analyser

HERE = Path(__file__).parent
DISTRACTORS, SEED = 3_000, 20261122
METHODS = ("stems", "split_and_stems", "pieces", "ours_without_groups", "ours")


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean nDCG@5 over all needs, and how many have a source of grade 3 on top."""

    ndcg5: float
    first: int


def measure() -> dict[str, Figures]:
    """The figures of every way to read a text, each with BM25, on the same texts."""
    pairs = read_pairs()
    texts = {name: f"{row['name']} {row['name']} {row['text']}" for name, row in pairs["sources"].items()}
    texts |= distractors(texts)
    return {method: _figures(pairs["needs"], texts, _reader(method)) for method in METHODS}


def read_pairs() -> dict[str, Any]:
    """Needs, sources and grades as the file has them."""
    content: dict[str, Any] = yaml.safe_load((HERE / "pairs.yaml").read_text(encoding="utf-8"))
    return content


def distractors(texts: Mapping[str, str]) -> dict[str, str]:
    """Made-up sources: sixteen random Dutch words, and four compounds of a part of a real source's word and another."""
    choose = random.Random(SEED)
    listed = sorted(compound_parts())
    real = {word for text in texts.values() for word in words(text)}
    parts = sorted({part for word in real for part in text_analyser().spellings(word) if len(part) > 3})
    return {f"random-{number}": _made_up(choose, listed, parts) for number in range(DISTRACTORS)}


def _made_up(choose: random.Random, listed: Sequence[str], parts: Sequence[str]) -> str:
    made = [choose.choice(listed) for _ in range(16)]
    return " ".join([*made, *(choose.choice(parts) + choose.choice(listed) for _ in range(4))])


def _reader(method: str) -> Callable[[str], Terms]:
    stem = cache(dutch_stem())
    analyser = text_analyser()
    if method == "ours_without_groups":
        return Analyser(stem, Splitter(compound_parts()), Concepts((), stem)).terms

    def read(text: str) -> Terms:
        if method == "stems":
            return Terms(_counts(stem(word) for word in words(text)), {})
        terms = analyser.terms(text)
        if method == "pieces":
            return Terms({}, terms.pieces)
        if method == "split_and_stems":
            parts = (stem(part) for word in words(text) for part in analyser.spellings(word))
            return Terms(_counts(parts), {})
        return terms

    return read


def _counts(found: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for term in found:
        counts[term] = counts.get(term, 0) + 1
    return counts


def _figures(needs: Sequence[Mapping[str, Any]], texts: Mapping[str, str], read: Callable[[str], Terms]) -> Figures:
    terms = {name: read(text) for name, text in texts.items()}
    edition = Edition.of(terms.values())
    rows = {name: edition.row(found) for name, found in terms.items()}
    gains, first = [], 0
    for need in needs:
        table = edition.table(read(need["text"]))
        order = sorted(rows, key=lambda name: (-likeness(rows[name], table), name))
        gains.append(_ndcg([need["grades"].get(name, 0) for name in order[:5]], need["grades"].values()))
        first += need["grades"].get(order[0]) == 3
    return Figures(sum(gains) / len(gains), first)


def _ndcg(found: Sequence[int], grades: Any) -> float:
    ideal = sorted(grades, reverse=True)[:5]
    return _gain(found) / _gain(ideal)


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
