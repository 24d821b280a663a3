"""Matches as tables in a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.matcher.usecases.matching.match_files import FileMatches
from shared.wording.texts import gettext as _


def print_tables(result: FileMatches, console: Console | None = None) -> None:
    """Prints a table per need: the sources in order, why, and what to find out first."""
    console = console or Console()
    for need in result.needs:
        console.print()
        console.print(f"[bold]{escape(need.title)}[/bold] ({escape(need.place.name)})")
        table = Table(show_lines=True, expand=True)
        for heading, ratio in (
            (_("Bron"), 3),
            (_("Past?"), 1),
            (_("Punten"), 1),
            (_("Waarom"), 4),
            (_("Eerst nagaan"), 3),
        ):
            table.add_column(heading, ratio=ratio)
        for row in result.rows[need.id]:
            table.add_row(*_cells(row))
        console.print(table)


def group_label(group: str) -> str:
    """What people call a group."""
    labels = {
        "fits": _("Past, voor zover bekend"),
        "find_out": _("Eerst uitzoeken"),
        "not_for_you": _("Niet voor u"),
    }
    return labels[group]


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    checked = _("gezien: %(date)s", date=row["checked_on"]) if row["checked_on"] else _("datum onbekend")
    name = f"{escape(row['name'])}\n[dim]{escape(row['provider'])}\n{escape(checked)}[/dim]"
    why = "\n".join(escape(text) for text in row["best_reasons"])
    fit = group_label(row["group"])
    if row["is_signpost"] and row["group"] != "not_for_you":
        fit += "\n" + _("(helpt zoeken)")
    return name, fit, f"{row['score']:.0f}", why, escape(row["check"])
