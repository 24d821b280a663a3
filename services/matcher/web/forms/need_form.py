"""The form for a need: from what was sent or stored to fields, and from fields to what the use case reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from werkzeug.datastructures import MultiDict

from services.matcher.usecases.needs.read_need import READERS
from services.matcher.usecases.values import SomeOf, read_yes_no
from shared.wording.money import amount_to_edit

AMOUNTS = ("total_budget", "amount_sought", "own_contribution", "own_in_kind")
LISTS = tuple(name for name, reader in READERS.items() if isinstance(reader, SomeOf))
COST_FIELDS = ("kind", "amount", "label")
NAME_LENGTH = 60
EMPTY_COST = dict.fromkeys(COST_FIELDS, "")
MAX_COST_ROWS = 40

Values = dict[str, Any]


def values_of_request(form: MultiDict[str, str]) -> Values:
    """What was typed, as typed; lines of costs without anything are left out."""
    values: Values = {name: form.get(name, "") for name in READERS if name not in LISTS}
    values |= {name: form.getlist(name) for name in LISTS}
    rows = [{field: form.get(f"costs.{number}.{field}", "") for field in COST_FIELDS} for number in _cost_rows(form)]
    values["costs"] = [row for row in rows if any(text.strip() for text in row.values())]
    return values


def values_of_document(document: Mapping[str, Any]) -> Values:
    """A stored need as the form shows it."""
    values: Values = dict.fromkeys(READERS, "") | {name: [] for name in LISTS}
    for name in READERS:
        if name in document:
            values[name] = _shown(name, document[name])
    values["costs"] = [
        {"kind": cost["kind"], "amount": _euros(cost["amount"]), "label": cost.get("label", "")}
        for cost in document.get("costs", ())
    ]
    return values


def given_of(values: Values, area: str) -> dict[str, Any]:
    """What the use case reads; the region comes from the picker, and a need without a name gets its first words."""
    title = values["title"].strip() or first_words(values["description"])
    return {**values, "title": title, "area": area}


def first_words(text: str) -> str:
    """The first sentence as a name, cut between words when it is long; empty for an empty text."""
    sentence = re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0].rstrip(".")
    return shorten(sentence, NAME_LENGTH, placeholder=" …") if " " in sentence else sentence[:NAME_LENGTH]


def with_empty_costs(values: Values, extra: int = 2) -> list[dict[str, str]]:
    """The lines of costs to show: those that are filled, and some empty ones."""
    filled = list(values.get("costs") or ())
    empty = max(extra, 3 - len(filled))
    return filled + [dict(EMPTY_COST) for _ in range(min(empty, MAX_COST_ROWS - len(filled)))]


def _cost_rows(form: MultiDict[str, str]) -> list[int]:
    numbers = {name.split(".")[1] for name in form if name.startswith("costs.") and name.count(".") == 2}
    return sorted(int(number) for number in numbers if number.isascii() and number.isdigit())[:MAX_COST_ROWS]


def _shown(name: str, value: Any) -> Any:
    if name in AMOUNTS:
        return _euros(value)
    if READERS[name] is read_yes_no:
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return value if isinstance(value, list) else str(value)


def _euros(value: float) -> str:
    return amount_to_edit(round(value * 100))
