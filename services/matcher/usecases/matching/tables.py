"""Matches in a terminal: per need what fits and why, what to find out first, and who can help to search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from services.matcher.usecases.matching.match_files import FileMatches
from shared.wording.texts import gettext as _

Row = dict[str, Any]
MOST_TO_FIND_OUT = 3
"""Never a screen full of what is not known: the best three, each with what settles it."""
MOST_HELPERS = 3
_COLOURS = {"fits": "green", "find_out": "yellow", "not_for_you": "red"}


def rows_to_read(top: int) -> int:
    """How many matches to ask for, so that `top` are left when who only helps to search is put apart."""
    return 2 * top + 10


def print_tables(result: FileMatches, console: Console | None = None, *, top: int | None = None) -> None:
    """Prints the sources of every need in order; readable at any width. Without `top`: all of them."""
    console = console or Console(highlight=False)
    for need in result.needs:
        rows = result.rows[need.id]
        console.print()
        console.print(f"[bold underline]{escape(need.title)}[/] ({escape(need.place.name)})")
        shown, more = _shown([row for row in rows if not _helps(row)][:top], everything=top is None)
        for number, row in enumerate(shown, 1):
            _print(console, f"{number:>2}.", row)
        if more:
            console.print(f"[dim]{_('Er zijn meer bronnen om uit te zoeken. Met --all ziet u alles.')}[/]")
        helpers = [row for row in rows if _helps(row)][: None if top is None else MOST_HELPERS]
        if helpers:
            console.print(f"[bold]{_('Wie kan helpen zoeken')}[/]")
        for row in helpers:
            _print(console, " -", row)


def group_label(group: str) -> str:
    """What people call a group."""
    labels = {
        "fits": _("Past, voor zover bekend"),
        "find_out": _("Eerst uitzoeken"),
        "not_for_you": _("Niet voor u"),
    }
    return labels[group]


def _helps(row: Row) -> bool:
    return bool(row["is_signpost"]) and row["group"] != "not_for_you"


def _shown(rows: Sequence[Row], *, everything: bool) -> tuple[list[Row], bool]:
    """The rows to print, and whether some to find out were left out."""
    hidden = [] if everything else [row for row in rows if row["group"] == "find_out"][MOST_TO_FIND_OUT:]
    return [row for row in rows if row not in hidden], bool(hidden)


def _print(console: Console, mark: str, row: Row) -> None:
    by = f" ({escape(row['provider'])})" if row["provider"] not in row["name"] else ""  # not "Fonds X (Fonds X)"
    console.print(f"{mark} [bold]{escape(row['name'])}[/]{by}")
    for line in _lines(row):
        console.print(Padding(line, (0, 0, 0, 4)))


def _lines(row: Row) -> Iterator[str]:
    checked = row["checked_on"]
    seen = _("gezien: %(date)s", date=checked) if checked else _("gezien: datum niet bekend")
    points = _("%(score)s punten", score=round(row["score"]))
    yield f"[{_COLOURS[row['group']]}]{group_label(row['group'])}[/] · {points} · {escape(seen)}"
    if row["refusal"]:
        yield escape(f"{row['refusal']['text']} {row['refusal']['change_text']}")
    else:
        yield escape(" ".join(row["best_reasons"]))
    if row["worth"]:
        yield escape(row["worth"]["cost"])
    if row["check"]:
        yield _("Eerst nagaan: %(check)s", check=escape(row["check"]))
    if row["call"] and row["call"]["read_aloud"]:
        yield _("Zeg aan de telefoon: “%(words)s”", words=escape(row["call"]["read_aloud"]))
    if row["url"]:
        yield f"[dim]{escape(row['url'])}[/]"
