"""Codes of budgets in words for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.tracker.domain.budgets.labels import COVER_LABELS, COVER_STATE_LABELS, FREEZE_LABELS
from shared.contracts.codes import codes, label
from shared.wording.language import current_language
from shared.wording.texts import gettext as _


def budget_done(event: str) -> str:
    """What was done with a budget, as it stands in the timeline; another event as it is."""
    return {
        "budget_saved": _("Begroting aangepast"),
        "gap_accepted": _("Besloten om door te gaan met een tekort"),
        "funder_note_prepared": _("Bericht aan de gever klaargezet"),
        "funder_told": _("De gever weet van het andere geld"),
        "funder_note_put_aside": _("Bericht aan de gever weggelegd"),
    }.get(event, event)


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
