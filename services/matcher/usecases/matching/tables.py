"""Matches in a terminal: per need a list of sources, why, and what to find out first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from services.matcher.usecases.matching.match_files import FileMatches
from shared.wording.texts import gettext as _

_COLOURS = {"fits": "green", "find_out": "yellow", "not_for_you": "red"}


def print_tables(result: FileMatches, console: Console | None = None) -> None:
    """Prints the sources of every need in order; readable at any width."""
    console = console or Console(highlight=False)
    for need in result.needs:
        console.print()
        console.print(f"[bold underline]{escape(need.title)}[/] ({escape(need.place.name)})")
        for number, row in enumerate(result.rows[need.id], 1):
            console.print(f"{number:>2}. [bold]{escape(row['name'])}[/] ({escape(row['provider'])})")
            for line in _lines(row):
                console.print(Padding(line, (0, 0, 0, 4)))


def group_label(group: str) -> str:
    """What people call a group."""
    labels = {
        "fits": _("Past, voor zover bekend"),
        "find_out": _("Eerst uitzoeken"),
        "not_for_you": _("Niet voor u"),
    }
    return labels[group]


def _lines(row: dict[str, Any]) -> Iterator[str]:
    checked = row["checked_on"]
    seen = _("gezien: %(date)s", date=checked) if checked else _("gezien: datum onbekend")
    helper = _(", helpt zoeken") if row["is_signpost"] and row["group"] != "not_for_you" else ""
    points = _("%(score)s punten", score=round(row["score"]))
    yield f"[{_COLOURS[row['group']]}]{group_label(row['group'])}{helper}[/] · {points} · {escape(seen)}"
    yield escape(" ".join(row["best_reasons"]))
    if row["check"]:
        yield _("Eerst nagaan: %(check)s", check=escape(row["check"]))
    if row["url"]:
        yield f"[dim]{escape(row['url'])}[/]"
