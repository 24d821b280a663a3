"""The commands `steunstromen catalogue ...`: sources checked, brought in, taken along and counted."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from shared.plumbing.settings import Settings, local_settings

FILE = click.Path(path_type=Path)


@click.group()
def catalogue() -> None:
    """Look after the catalogue of sources."""


@catalogue.command("check")
@click.argument("path", type=FILE)
def catalogue_check(path: Path) -> None:
    """Check a folder or file of sources; exit code 1 when a record is refused."""
    from services.matcher.usecases.catalogue.check_files import check_files

    reading = check_files(path)
    for problem in reading.problems:
        click.echo(str(problem), err=True)
    click.echo(f"Bronnen goed: {len(reading.records)}. Problemen: {len(reading.problems)}.")
    if reading.problems:
        sys.exit(1)


@catalogue.command("import")
@click.argument("path", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def catalogue_import(path: Path, dry_run: bool, as_json: bool) -> None:
    """Bring a file of sources (.yaml, .csv, .xlsx) into the catalogue: all of it, or nothing when a record is wrong.

    Fields that a person set since are kept. Sources that are not in the file stay as they are.
    """
    from services.matcher.usecases.feeds.import_file import import_file
    from services.matcher.usecases.feeds.tables import import_as_json, print_import

    result = import_file(_matcher_context(), path, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(import_as_json(result), ensure_ascii=False, indent=1))
    else:
        print_import(result)
    if result.problems:
        sys.exit(1)


@catalogue.command("export")
@click.argument("path", type=FILE)
@click.option("--format", "kind", type=click.Choice(["yaml", "csv", "xlsx"]), help="Without it: by the file's name.")
def catalogue_export(path: Path, kind: str | None) -> None:
    """Write all listed sources to a file; importing it again changes nothing."""
    from services.matcher.storage.feed_files import Format, format_of
    from services.matcher.usecases.feeds.export_sources import export_sources, listed_sources

    format_ = Format(kind) if kind else format_of(path.name)
    if format_ is None:
        raise click.ClickException("The name must end in .yaml, .csv or .xlsx, or give --format.")
    found = listed_sources(_matcher_context())
    path.write_bytes(export_sources(found, format_))
    click.echo(f"Bronnen: {len(found)}. Bestand: {path}")


@catalogue.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def catalogue_stats(as_json: bool) -> None:
    """Count the listed sources, what is known of them, and when that was seen."""
    from services.matcher.usecases.feeds import stats
    from services.matcher.usecases.feeds.tables import print_stats

    counted = stats.catalogue_stats(_matcher_context())
    if as_json:
        click.echo(json.dumps(counted, ensure_ascii=False, indent=1))
    else:
        print_stats(counted)


def _matcher_context() -> Any:
    """The matcher of the settings in the environment, else of the data folder that `steunstromen up` filled."""
    from services.matcher.app import open_context
    from shared.kernel.clock import SystemClock
    from shared.outbox.relay import NoRelay
    from shared.plumbing.logs import configure_logs

    if "MATCHER_DATABASE_URL" in os.environ:
        configure_logs("catalogue")
        return open_context(Settings.from_environment(os.environ), SystemClock(), NoRelay())
    folder = Path(os.environ.get("DATA_DIR", "var"))
    if not (folder / "matcher.sqlite").exists():
        raise click.ClickException(
            f"There is no catalogue in {folder}. Start once with `steunstromen up`, or set DATA_DIR "
            "or MATCHER_DATABASE_URL."
        )
    return open_context(local_settings(folder.resolve(), port=8000, demo=False), SystemClock(), NoRelay())
