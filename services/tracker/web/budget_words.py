"""Codes of budgets in words for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.tracker.domain.budgets.labels import COVER_LABELS, COVER_STATE_LABELS, FREEZE_LABELS
from shared.contracts.codes import codes, label
from shared.wording.language import current_language
from shared.wording.texts import gettext as _


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of costs."""
    return [(code, kind_text(code)) for code in codes("cost_kind")]


def kind_text(code: str) -> str:
    """A kind of costs in words."""
    return label("cost_kind", code, current_language())


def choices_of(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Labels of the domain as choices of a field."""
    return [(value.value, _(text)) for value, text in labels.items()]


WORDS: Mapping[str, Callable[[Any], str]] = {
    "cover": lambda kind: _(COVER_LABELS[kind]),
    "state": lambda state: _(COVER_STATE_LABELS[state]),
    "freeze": lambda reason: _(FREEZE_LABELS[reason]),
    "kind": kind_text,
}
"""Codes in words, for the templates."""
