"""A letter cut into sentences that know where they stand in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORT_LINE = 45

_END = re.compile(r"[.!?](?=\s+[A-Z0-9€\"“'(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:d\.d|nr|art|dhr|mw|mevr|incl|excl|ca|max|min|resp|blz|tel|bijv|jan|feb|mrt|apr|aug|sept?|okt|nov|dec)"
    r"|\b[a-z](?:\.[a-z])+)\.\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^.!?\n]{1,30}:")
_BULLET = re.compile(r"\s*(?:[-•*–▪]|\d{1,2}[.)]|[a-z]\))\s")


@dataclass(frozen=True)
class Sentence:
    """`text` is on one line; `start` and `end` are its offsets in the letter."""

    text: str
    start: int
    end: int


def sentences_of(letter: str) -> list[Sentence]:
    """The sentences, labels (`Kenmerk: 12`) and items of lists of a letter, in order."""
    found: list[Sentence] = []
    start = 0
    for end in (*_breaks(letter), len(letter)):
        part = letter[start:end]
        stripped = part.strip()
        if stripped:
            begin = start + part.index(stripped)
            found.append(Sentence(" ".join(stripped.split()), begin, begin + len(stripped)))
        start = end
    return found


def _breaks(letter: str) -> list[int]:
    ends = [found.end() for found in _END.finditer(letter) if not _ABBREVIATION.search(letter[: found.end()][-12:])]
    return sorted({*ends, *_line_breaks(letter)})


def _line_breaks(letter: str) -> list[int]:
    """Line breaks that end something: empty lines, short lines, and lines before a label or an item of a list."""
    found, start = [], 0
    lines = letter.split("\n")
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        end = start + len(line) + 1
        short = len(line.strip()) < SHORT_LINE
        if short or not following.strip() or _LABEL.match(following.strip()) or _BULLET.match(following):
            found.append(min(end, len(letter)))
        start = end
    return found
