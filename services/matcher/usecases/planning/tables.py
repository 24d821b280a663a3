"""Plans in a terminal: a table of sources and amounts, what stays open, and what would help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from shared.wording.money import euros
from shared.wording.numbers import hours
from shared.wording.texts import gettext as _


def print_plans(plans: Iterable[Mapping[str, Any]], console: Console | None = None) -> None:
    """Prints every plan in order."""
    console = console or Console(highlight=False)
    for plan in plans:
        console.print()
        console.print(f"[bold underline]{escape(plan['title'])}[/]")
        for sentence in plan["summary"]:
            console.print(escape(sentence))
        if plan["parts"]:
            console.print(_table(plan))
        for part in plan["parts"]:
            console.print(f"[bold]{escape(part['name'])}[/]: {escape(' '.join(part['why']))}")
        _print_list(console, _("Wat zou helpen"), (change["text"] for change in plan["changes"]))
        _print_list(console, _("Hiervoor vonden wij geen gever"), (line["label"] for line in plan["unpaid"]))


def _table(plan: Mapping[str, Any]) -> Table:
    table = Table()
    table.add_column(_("Bron"))
    table.add_column(_("Voor"))
    for name in (_("Bedrag"), _("Uren"), _("Per uur"), _("Zekerheid")):
        table.add_column(name, justify="right")
    for part in plan["parts"]:
        per_hour = part["euros_per_hour"]
        table.add_row(
            escape(f"{part['name']} ({part['id']})"),
            escape(", ".join(line["label"] for line in part["lines"])),
            euros(part["cents"]),
            hours(part["hours"]),
            "" if per_hour is None else euros(round(per_hour) * 100),
            f"{round(part['certainty'] * 100)}/100",
        )
    return table


def _print_list(console: Console, title: str, texts: Iterable[str]) -> None:
    lines = list(texts)
    if lines:
        console.print(f"[bold]{escape(title)}[/]")
    for line in lines:
        console.print(f"- {escape(line)}")
