"""The command `steunstromen audit`: whether the logs are still what was written."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from shared.plumbing.settings import Settings, local_settings

EXPLAINED = {
    "row_changed": "was changed after it was written",
    "row_gone": "was removed",
    "rows_gone": "and what followed were removed",
    "seal_gone": "has lost its seal",
    "other_organisation": "was moved to another organisation",
    "other_end": "is not the row that the chain ended with",
    "never_sealed": "was written past the chain",
}


@click.group()
def audit() -> None:
    """Look after the logs of who did what."""


@audit.command("verify")
@click.option("--organisation", metavar="ID", help="Only the acts of this organisation.")
def audit_verify(organisation: str | None) -> None:
    """Check every chain of the four logs; names the first broken row of each, and exit code 1.

    The digest of the last row is shown: written down elsewhere, it proves later that nothing before it was replaced.
    """
    from shared.audit.verifying import verify
    from shared.plumbing.database import Database
    from shared.plumbing.reach import as_system

    sound = True
    for name, url in _logs().items():
        database = Database(url)
        with as_system("verifying the log"), database.read() as connection:
            for one in verify(connection, organisation):
                sound &= one.broken is None
                click.echo(f"{name} {one.chain} rows={one.rows} last={one.digest}")
                if one.broken:
                    row = f"row {one.broken.number} ({one.broken.entry_id or '-'})"
                    click.echo(f"{name} {one.chain} BROKEN: {row} {EXPLAINED[one.broken.what]}", err=True)
        database.dispose()
    if not sound:
        sys.exit(1)


def _logs() -> Mapping[str, str]:
    """The databases of the settings in the environment, else of the data folder that `steunstromen up` filled."""
    settings = _settings()
    return {
        "people": settings.people_url,
        "matcher": settings.matcher_url,
        "tracker": settings.tracker_url,
        "notifier": settings.notifier_url,
    }


def _settings() -> Settings:
    if "PEOPLE_DATABASE_URL" in os.environ:
        return Settings.from_environment(os.environ)
    folder = Path(os.environ.get("DATA_DIR", "var"))
    if not (folder / "people.sqlite").exists():
        raise click.ClickException(
            f"There is nothing in {folder}. Start once with `steunstromen up`, or set DATA_DIR or PEOPLE_DATABASE_URL."
        )
    return local_settings(folder.resolve(), port=8000, demo=False)
