"""Which sources look like one and the same, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from services.matcher.domain.dutch import plain
from services.matcher.domain.source import Source

NEAR = 0.85
"""How much of two names must be the same, from 0 to 1: "Bewonersinitiatief" and "Bewonersinitiatieven" are 0.95."""
MOST_IN_GROUP = 200
"""Of a giver or page with more sources, only the first are compared with each other: the work grows with the square."""
_TOO_COMMON = frozenset({"de", "het", "een", "en", "voor", "van", "in", "subsidie", "fonds", "regeling"})


class Likeness(StrEnum):
    """Why two sources look alike."""

    SAME_PAGE = "same_page"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SAME_AREAS = "same_areas"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sources that look alike, in order of id."""

    first_id: str
    second_id: str
    why: tuple[Likeness, ...]


def find_pairs(sources: Iterable[Source]) -> list[Pair]:
    """Pairs of sources that may be one, the surest first."""
    found = {
        (one.id, other.id): why
        for group in _groups(sources)
        for one, other in combinations(group, 2)
        if (why := likeness(one, other))
    }
    pairs = [Pair(first, second, why) for (first, second), why in found.items()]
    return sorted(pairs, key=lambda pair: (-len(pair.why), pair.first_id, pair.second_id))


def likeness(one: Source, other: Source) -> tuple[Likeness, ...]:
    """Why these two may be one source; empty when they are not. A scheme and its local variant are two."""
    if one.id in (other.parent, other.id) or other.id == one.parent:
        return ()
    page = page_of(one) is not None and page_of(one) == page_of(other)
    name = _name_likeness(one, other)
    areas = set(one.areas) == set(other.areas)
    giver = _giver(one) == _giver(other)
    if not name or not (areas or page) or not (giver or page):
        return ()
    return tuple(
        reason for reason, holds in ((Likeness.SAME_PAGE, page), (name, True), (Likeness.SAME_AREAS, areas)) if holds
    )


def page_of(source: Source) -> str | None:
    """Host and path of the source's page, the same however it was written; None for a front page or no page."""
    try:
        parts = urlsplit(source.url or "")
    except ValueError:
        return None
    path = parts.path.rstrip("/").lower()
    return f"{(parts.hostname or '').removeprefix('www.')}{path}" if path else None


def _name_likeness(one: Source, other: Source) -> Likeness | None:
    mine, theirs = _words(one.name), _words(other.name)
    if mine == theirs:
        return Likeness.SAME_NAME
    # A number or year sets two rounds of one scheme apart.
    if _numbers(one.name) != _numbers(other.name):
        return None
    matcher = SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False)
    is_near = matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
    return Likeness.NEAR_NAME if is_near else None


def _groups(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Sources of one giver, and sources with one page: no others can be a pair."""
    groups: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: source.id):
        groups.setdefault(f"giver {_giver(source)}", []).append(source)
        if page := page_of(source):
            groups.setdefault(f"page {page}", []).append(source)
    for group in groups.values():
        yield group[:MOST_IN_GROUP]


def _giver(source: Source) -> str:
    return " ".join(plain(source.provider).split())


def _words(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", plain(text))
    return [word for word in words if word not in _TOO_COMMON] or words


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
