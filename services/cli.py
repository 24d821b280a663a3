"""The command `steunstromen`. A command imports what it needs when it runs: `match` starts without a web framework."""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from services import embedded
from services.cli_audit import audit
from services.cli_catalogue import catalogue
from services.cli_doctor import doctor
from shared.contracts.queues import Queue
from shared.kernel.errors import DomainError, InvalidInput
from shared.plumbing.machine import CannotStart
from shared.plumbing.redis_server import RedisMissing
from shared.plumbing.settings import Settings, SettingsError

FILE = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="steunstromen")
def cli() -> None:
    """Steunstromen: finds support for neighbourhood places and follows it to the last euro."""


# Running ------------------------------------------------------------------------------------------


@cli.command()
@click.option("--demo", is_flag=True, help="Example data and people; mail is shown on a page.")
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
@click.option("--data-dir", type=FILE, envvar="DATA_DIR", default=Path("var"), show_default=True)
def up(demo: bool, port: int, data_dir: Path) -> None:
    """Run everything on this machine: pages, workers, ticker, Redis, SQLite."""
    embedded.up(port=port, data_dir=data_dir, demo=demo, environ=os.environ)


@cli.command()
@click.argument("service", type=click.Choice(["matcher", "tracker", "both"]))
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True)
def web(service: str, port: int, host: str) -> None:
    """Serve one service with gunicorn, or both under one address with waitress."""
    settings = _settings(f"web-{service}")
    embedded.tell_weak_databases(settings)
    if service == "both":
        from shared.plumbing.serving import serve_here, warmed

        def make() -> Any:
            embedded.prepare(settings)
            return embedded.mounted(settings, ["matcher", "tracker"])

        serve_here(warmed(make), host=host, port=port)
    else:
        from shared.plumbing.serving import serve_with_gunicorn

        serve_with_gunicorn(lambda: embedded.mounted(settings, [service]), host=host, port=port)


@cli.command()
@click.argument("queue", type=click.Choice([queue.value for queue in Queue]))
def worker(queue: str) -> None:
    """Work on one queue until SIGTERM."""
    settings = _settings(f"worker-{queue}")
    embedded.tell_weak_databases(settings)
    from shared.notifier.worker import run_worker

    run_worker(Queue(queue), settings, embedded.notifier(settings))


@cli.command()
def ticker() -> None:
    """Find what is due and offer it to the workers, every few seconds, until SIGTERM."""
    # Told to stop while it still starts, it stops as cleanly as later.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    settings = _settings("ticker")
    embedded.tell_weak_databases(settings)
    from services.ticking import tasks
    from shared.notifier.ticker import run_ticker

    run_ticker(settings, embedded.notifier(settings), tasks(settings))


@cli.command()
def migrate() -> None:
    """Bring all four databases to the newest version and load the catalogue."""
    embedded.prepare(_settings("migrate"))
    click.echo("The databases are up to date.")


@cli.command()
@click.argument("email")
def reset_second_proof(email: str) -> None:
    """Forget the app, passkeys and codes of somebody who lost them all. First make sure that it is them."""
    from services.matcher.app import make_context
    from services.matcher.usecases.signing_in.factors import reset

    if not reset(make_context(_settings("reset-second-proof")), email=email):
        _refuse(f"Nobody has the address {email}.")
    click.echo("Done. At the next sign-in a new second proof is asked.")


@cli.command()
@click.argument("email")
@click.option("--again", is_flag=True, help="Let them in again, without the second proof that they had.")
def shut_out(email: str, again: bool) -> None:
    """End all sessions of somebody at once, and let nobody in with this account any more."""
    from services.matcher.app import make_context
    from services.matcher.usecases.signing_in import shutting_out

    act = shutting_out.let_in if again else shutting_out.shut_out
    if not act(make_context(_settings("shut-out")), email=email):
        _refuse(f"Nobody with the address {email} {'is shut out' if again else 'can sign in'}.")
    click.echo("Done.")


@cli.command()
@click.option("--reason", required=True, help="Why; people see it on the status page.")
@click.option("--kind", help="Only this kind of message, such as deadline_reminder.")
@click.option("--class", "message_class", type=click.Choice(["A", "B"]), help="Only messages of this class.")
@click.option("--channel", help="Only this way, such as mail.")
def hold(reason: str, kind: str | None, message_class: str | None, channel: str | None) -> None:
    """Hold messages back from now on, all or some; sign-in mails only when named."""
    from shared.notifier.holds import acts
    from shared.notifier.holds.reading import read_order

    extent, why = read_order(kind or "", message_class or "", channel or "", reason)
    click.echo(acts.hold(embedded.notifier(_settings("hold")).context, extent, why, by=None))


@cli.command()
@click.option("--class", "message_class", type=click.Choice(["A", "B"]), help="Let go this class only.")
def release(message_class: str | None) -> None:
    """Let go what is held back, all or one class. The ticker sends it."""
    from shared.contracts.messages import MessageClass
    from shared.notifier.holds import acts

    context = embedded.notifier(_settings("release")).context
    wanted = MessageClass(message_class) if message_class else None
    for one in acts.holds(context):
        acts.release(context, one.id, wanted, by=None)
        click.echo(f"{one.id} {one.reason}")


# Matching -----------------------------------------------------------------------------------------


@cli.command()
@click.argument("needs", nargs=-1, required=True, type=FILE)
@click.option("--catalogue", type=FILE, help="A folder or file of sources; without it the catalogue of this project.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to reckon from; without it today.")
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="How many sources to show per need.")
@click.option("--all", "everything", is_flag=True, help="Show every source, also what is not for this need, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--source", help="The id of one source: ranks the needs for it, the other way round.")
def match(
    needs: tuple[Path, ...],
    catalogue: Path | None,
    today: Any,
    top: int,
    everything: bool,
    as_json: bool,
    source: str | None,
) -> None:
    """Find sources of support for the needs in YAML files (each one need or a list).

    Exit code 1 when something is wrong with a need, or when a source of the catalogue was left out.
    """
    from services.matcher.usecases.matching.match_files import match_files
    from services.matcher.usecases.matching.tables import print_tables, rows_to_read

    day: date | None = today.date() if today else None
    if source:
        _rank_needs(needs, source, catalogue, day, top, as_json=as_json)
        return
    wanted = None if everything else top if as_json else rows_to_read(top)
    result = match_files(list(needs), catalogue, today=day, top=wanted)
    for problem in result.problems:
        click.echo(f"Overgeslagen: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(result.rows, ensure_ascii=False, indent=1))
    else:
        print_tables(result, top=None if everything else top)
    if result.problems:
        sys.exit(1)


@cli.command()
@click.argument("needs", nargs=-1, required=True, type=FILE)
@click.option("--catalogue", type=FILE, help="A folder or file of sources; without it the catalogue of this project.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to reckon from; without it today.")
@click.option("--pin", multiple=True, metavar="ID", help="A source that must be in the plan; may be given again.")
@click.option("--without", multiple=True, metavar="ID", help="A source to leave out; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; amounts in whole cents.")
def mix(
    needs: tuple[Path, ...],
    catalogue: Path | None,
    today: Any,
    pin: tuple[str, ...],
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Plan which sources together can pay the needs in YAML files, and what would help where they can't."""
    from services.matcher.usecases.planning.plan_files import plan_files

    day: date | None = today.date() if today else None
    result = plan_files(list(needs), catalogue, day, pin, without)
    for problem in result.problems:
        click.echo(f"Overgeslagen: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(result.plans, ensure_ascii=False, indent=1, default=str))
    else:
        from services.matcher.usecases.planning.tables import print_plans

        print_plans(result.plans)


def _rank_needs(
    needs: tuple[Path, ...], source: str, catalogue: Path | None, day: date | None, top: int, *, as_json: bool
) -> None:
    from services.matcher.usecases.matching.rank_needs import print_ranking, rank_needs

    ranked = rank_needs(list(needs), source, catalogue, today=day, top=top)
    for problem in ranked.problems:
        click.echo(f"Overgeslagen: {problem}", err=True)
    if as_json:
        click.echo(json.dumps({ranked.source.id: ranked.rows}, ensure_ascii=False, indent=1))
    else:
        print_ranking(ranked)


cli.add_command(catalogue)
cli.add_command(audit)
cli.add_command(doctor)


# For developers -----------------------------------------------------------------------------------


@cli.command()
@click.argument("service", type=click.Choice(["matcher", "tracker"]))
def openapi(service: str) -> None:
    """Print the OpenAPI document of a service."""
    if service == "matcher":
        from services.matcher.api import openapi_document
    else:
        from services.tracker.api import openapi_document
    click.echo(json.dumps(openapi_document(), ensure_ascii=False, indent=1))


@cli.command()
def states() -> None:
    """Print the life cycles of applications and agreements, drawn from their tables (docs/states.md)."""
    from services.tracker.usecases.drawing.states import draw_states

    click.echo(draw_states(), nl=False)


def _settings(process: str) -> Settings:
    from shared.plumbing.logs import configure_logs

    configure_logs(process)
    return Settings.from_environment(os.environ)


def main() -> None:
    """Runs the command; an expected problem ends in one clear message and exit code 1."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.Abort:
        sys.exit(130)
    except InvalidInput as problem:
        _refuse(*(f"{error.field}: {error.message}" if error.field else error.message for error in problem.errors))
    except DomainError as problem:
        _refuse(problem.message)
    except (CannotStart, SettingsError, RedisMissing) as problem:
        _refuse(str(problem))


def _refuse(*messages: str) -> None:
    for message in messages:
        click.echo(f"steunstromen: {message}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
