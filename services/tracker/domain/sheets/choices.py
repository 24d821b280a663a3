"""What somebody said of a sheet: which column is what, which words mean what, which place is which, who wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.state_words import Target

SKIP = "skip"
"""Instead of a place: the rows of this name do not take part."""


@dataclass(frozen=True)
class Choices:
    """`columns` is None until somebody looked at them. `winners` are of conflicts, by line and field (`12:amount`).

    `skipped` are lines that stay out; `letters_kept`: the place keeps the letters of decisions that the sheet tells.
    """

    columns: Mapping[int, Field] | None = None
    words: Mapping[str, Target] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    winners: Mapping[str, str] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    letters_kept: bool = False


def to_json(choices: Choices) -> dict[str, Any]:
    """The choices as they are kept."""
    columns = None if choices.columns is None else {str(column): one.value for column, one in choices.columns.items()}
    return {
        "columns": columns,
        "words": {word: target.value for word, target in choices.words.items()},
        "places": dict(choices.places),
        "winners": dict(choices.winners),
        "skipped": sorted(choices.skipped),
        "letters_kept": choices.letters_kept,
    }


def from_json(kept: Mapping[str, Any]) -> Choices:
    """The choices that were kept."""
    columns = kept.get("columns")
    return Choices(
        columns=None if columns is None else {int(column): Field(one) for column, one in columns.items()},
        words={word: Target(target) for word, target in kept.get("words", {}).items()},
        places=dict(kept.get("places", {})),
        winners=dict(kept.get("winners", {})),
        skipped=frozenset(kept.get("skipped", ())),
        letters_kept=bool(kept.get("letters_kept")),
    )


def lasting(choices: Choices) -> Choices:
    """What holds for the next sheet with the same columns too."""
    return Choices(columns=choices.columns, words=choices.words, places=choices.places)
