"""Changes of fields in words, for pages that show what a file or a merge does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.matcher.domain.regions import Regions
from services.matcher.web.field_words import field_name, value_text

MOST_LETTERS = 300


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One field: its name, what it was and what it becomes, and its path for who works with files."""

    name: str
    path: str
    before: str
    after: str


def in_words(changes: Iterable[Mapping[str, Any]], regions: Regions) -> list[ChangeWords]:
    """The changes, each value cut to a length that fits a page."""
    return [
        ChangeWords(
            name=field_name(change["field"]),
            path=change["field"],
            before=shortened(value_text(change["field"], change["before"], regions)),
            after=shortened(value_text(change["field"], change["after"], regions)),
        )
        for change in changes
    ]


def shortened(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
