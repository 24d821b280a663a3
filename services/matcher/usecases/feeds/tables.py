"""What a file does to the catalogue, and what is in it, for a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from services.matcher.usecases.feeds.import_file import ImportedFile, in_words
from services.matcher.usecases.feeds.see_imports import plan_rows


def import_as_json(result: ImportedFile) -> dict[str, Any]:
    """Everything, for programs."""
    return {
        "applied": result.applied,
        "counts": {**result.plan.counts, "refused": len({(one.id, one.line) for one in result.problems})},
        "sources": list(plan_rows(result.plan)),
        "problems": [
            {"id": one.id, "line": one.line, "field": one.field, "message": one.message} for one in result.problems
        ],
    }


def print_import(result: ImportedFile) -> None:
    """Each source that changes with its fields, then the numbers."""
    for problem in result.problems:
        click.echo(in_words(problem), err=True)
    for row in plan_rows(result.plan):
        click.echo(f"{row['outcome']:8} {row['id']}")
        for change in row["changes"]:
            click.echo(f"           {change['field']}: {_shown(change['before'])} -> {_shown(change['after'])}")
        for change in row["held"]:
            click.echo(f"    (held) {change['field']}: {_shown(change['before'])} / {_shown(change['after'])}")
    counts = import_as_json(result)["counts"]
    click.echo(", ".join(f"{name}: {number}" for name, number in counts.items()))
    if result.problems:
        click.echo("Nothing was written: all goes in, or nothing.", err=True)
    elif not result.applied:
        click.echo("Dry run: nothing was written.")


def print_stats(stats: Mapping[str, Mapping[str, int]]) -> None:
    """One small table per question."""
    console = Console()
    for title, counts in stats.items():
        table = Table(title=title, show_header=False, title_justify="left")
        table.add_column()
        table.add_column(justify="right")
        for name, number in counts.items():
            table.add_row(name, str(number))
        console.print(table)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:99]}…"
