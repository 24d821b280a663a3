"""The command `steunstromen doctor`: whether the databases are as safe as they should be."""

from __future__ import annotations

import os
import sys

import click

from shared.plumbing.settings import Settings


@click.command()
def doctor() -> None:
    """Look whether each database is there and shows rows only to whose they are; exit code 1 when not."""
    from services.embedded import weak_databases

    found = weak_databases(Settings.from_environment(os.environ))
    for name, why in found.items():
        click.echo(f"{name}: {'; '.join(why) if why else 'in order'}", err=bool(why))
    if any(found.values()):
        click.echo("docs/howto/two-database-roles.md says how to mend it.", err=True)
        sys.exit(1)
