"""Reading what somebody answered about a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.tracker.domain.sheets.choices import Choices
from services.tracker.domain.sheets.plan import OURS, THEIRS
from services.tracker.domain.sheets.state_words import Target

PLACE, WORD, WINNER, SKIPPED, KEPT = "place.", "word.", "winner.", "skip.", "keep."
"""What the fields of the form begin with; behind it stands what the answer is about."""


def read_answers(form: Mapping[str, str], before: Choices) -> Choices:
    """The choices with what was answered; what was left open stays open."""
    told = {name: value.strip() for name, value in form.items() if value.strip() and "\x00" not in name + value}
    words = {name.removeprefix(WORD): value for name, value in told.items() if name.startswith(WORD)}
    winners = {name.removeprefix(WINNER): value for name, value in told.items() if name.startswith(WINNER)}
    skipped = {line for name in told if name.startswith(SKIPPED) for line in _lines(name, SKIPPED)}
    twins = {line: kept for name, kept in told.items() if name.startswith(KEPT) for line in _lines(name, KEPT)}
    skipped |= {line for line, kept in twins.items() if str(line) != kept}
    return replace(
        before,
        places={**before.places, **{n.removeprefix(PLACE): v for n, v in told.items() if n.startswith(PLACE)}},
        words={**before.words, **{word: Target(value) for word, value in words.items() if value in list(Target)}},
        winners={**before.winners, **{cell: who for cell, who in winners.items() if who in (OURS, THEIRS)}},
        skipped=before.skipped | skipped,
        letters_kept=form.get("letters_kept") == "1" if "letters_asked" in form else before.letters_kept,
    )


def _lines(name: str, start: str) -> list[int]:
    """The lines behind the beginning of a field: `skip.12` or `skip.12,13`."""
    return [int(line) for line in name.removeprefix(start).split(",") if line.isascii() and line.isdigit()]
