"""The code lists that both services share: codes, their labels in Dutch and English, and a short explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

_FILE = Path(__file__).with_name("codelists.yaml")


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code with what people call it; the explanation is Dutch and at most fifteen words."""

    code: str
    label_nl: str
    label_en: str
    explanation_nl: str


@cache
def all_lists() -> Mapping[str, Mapping[str, CodeEntry]]:
    """Every code list by name, in the order of the file. Read once per process; never changed."""
    with _FILE.open("rb") as file:
        content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders # nosec B506
    return MappingProxyType({name: MappingProxyType(_entries(rows)) for name, rows in content.items()})


def codes(list_name: str) -> tuple[str, ...]:
    """The codes of a list in its order. Raises KeyError for a list that does not exist."""
    return tuple(all_lists()[list_name])


def entry(list_name: str, code: str) -> CodeEntry | None:
    """The entry of a code; None when the list does not hold it."""
    return all_lists()[list_name].get(code)


def label(list_name: str, code: str, language: str = "nl") -> str:
    """What people call the code, in Dutch or English; the code itself when the list does not hold it."""
    found = entry(list_name, code)
    if found is None:
        return code
    return found.label_en if language == "en" else found.label_nl


def explanation(list_name: str, code: str) -> str:
    """The Dutch explanation of a code; empty when the list does not hold it."""
    found = entry(list_name, code)
    return found.explanation_nl if found else ""


def _entries(rows: list[dict[str, str]]) -> dict[str, CodeEntry]:
    return {
        row["code"]: CodeEntry(row["code"], row["label_nl"], row["label_en"], row["explanation_nl"]) for row in rows
    }
