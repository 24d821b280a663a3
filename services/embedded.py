"""One machine, nothing to install: both services under one address, workers, ticker, Redis and SQLite."""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shared.contracts.queues import Queue
from shared.plumbing.machine import HOST, CannotStart, check_folder, check_host, check_port, only_one
from shared.plumbing.redis_server import find_redis_server, redis_command, wait_for_redis
from shared.plumbing.settings import (
    Settings,
    channel_settings,
    checks_links,
    local_settings,
    openid_settings,
    to_environment,
)
from shared.plumbing.supervisor import Child, Supervisor

if TYPE_CHECKING:
    from flask import Flask

READY_SECONDS = 60


def up(*, port: int, data_dir: Path, demo: bool, environ: Mapping[str, str]) -> None:
    """Runs the whole suite until SIGTERM or Ctrl-C. Raises CannotStart before anything is written when it can't."""
    if not demo and not environ.get("SMTP_URL"):
        raise CannotStart("SMTP_URL is not set: no mail can go out. Set it, or try `steunstromen up --demo`.")
    check_host(environ)
    check_port(port)
    binary = None if environ.get("REDIS_URL") else find_redis_server()
    check_folder(data_dir)
    with only_one(data_dir):
        settings = local_settings(
            data_dir.resolve(),
            port=port,
            demo=demo,
            redis_url=environ.get("REDIS_URL"),
            smtp_url=environ.get("SMTP_URL"),
            mail_from=environ.get("MAIL_FROM"),
            check_links=checks_links(environ, demo=demo),
            channels=channel_settings(environ),
            openid=openid_settings(environ, demo=demo),
        )
        supervisor = Supervisor()
        supervisor.handle_signals()
        if binary:
            arguments, url = redis_command(settings.data_dir / "redis", binary)
            supervisor.add(Child("redis", arguments, environ, leaned_on=True))
            settings = replace(settings, redis_url=url)
        try:
            _run(supervisor, settings, port)
        finally:
            supervisor.stop()


def _run(supervisor: Supervisor, settings: Settings, port: int) -> None:
    environment = {**os.environ, **to_environment(settings)}
    redis = [child.process for child in supervisor.children if child.process]
    # The pages need no Redis to start; both get ready side by side.
    supervisor.add(_child("web", ["web", "both", "--port", str(port)], environment))
    for process in redis:
        wait_for_redis(settings.redis_url or "", process)
    _wait_for_page(supervisor, port)
    # A message may wait half a second for a page; somebody in front of a page should not wait for a message.
    supervisor.add(_child("ticker", ["ticker"], environment, niceness=5))
    for queue in Queue:
        supervisor.add(_child(f"worker-{queue.value}", ["worker", queue.value], environment, niceness=5))
    if not supervisor.stopping:
        _tell(settings)
    supervisor.watch()


def _child(name: str, arguments: list[str], environment: Mapping[str, str], niceness: int = 0) -> Child:
    return Child(name, [sys.executable, "-m", "services.cli", *arguments], environment, niceness)


def _tell(settings: Settings) -> None:
    click.echo(f"\nSteunstromen: {settings.base_url}/")
    if settings.demo:
        click.echo(f"Demo: example data; mail is shown at {settings.base_url}/mailbox. Sign in as an example person:")
        for label, address in demo_links(settings):
            click.echo(f"  {label}: {address}")
    click.echo("Stop with Ctrl-C.")


def _wait_for_page(supervisor: Supervisor, port: int) -> None:
    """Returns when the start page was served once: the processes that follow would only slow down the first visit."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and not supervisor.stopping:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=READY_SECONDS).close()  # ours # nosec B310
            return
        except OSError:
            time.sleep(0.05)
        web = supervisor.children[-1].process
        if web is not None and web.poll() is not None:
            raise CannotStart("The web process ended at once; its message stands above.")


# What both `up` and the single processes are made of ------------------------------------------------


def prepare(settings: Settings) -> None:
    """Migrates the databases, loads the catalogue and, in demo mode, the example data. Cheap when all is there."""
    from services.matcher.app import prepare as prepare_matcher
    from services.tracker.app import catch_up
    from services.tracker.app import prepare as prepare_tracker
    from shared.notifier.door import prepare as prepare_notifier
    from shared.notifier.holds.restoring import look_for_restore
    from shared.plumbing.reach import as_system

    with as_system("preparing"):
        prepare_notifier(settings)
        prepare_tracker(settings)
        prepare_matcher(settings)
        # Before anything is written or sent: a database that was restored must be seen as it came out of its dump.
        told = notifier(settings).context
        try:
            look_for_restore(told)
        finally:
            told.dispose()
        catch_up(settings)


def weak_databases(settings: Settings) -> dict[str, list[str]]:
    """Of every database why the second line of protection does not hold there, or that it does not answer."""
    from sqlalchemy.exc import OperationalError

    from shared.plumbing.database import Database
    from shared.plumbing.row_security import weaknesses

    found = {}
    for name in ("people", "matcher", "tracker", "notifier"):
        database = Database(getattr(settings, f"{name}_url"))
        try:
            with database.read() as connection:
                found[name] = weaknesses(connection)
        except OperationalError:
            found[name] = ["it does not answer"]
        finally:
            database.dispose()
    return found


def tell_weak_databases(settings: Settings) -> None:
    """Says in the log of a process that starts when PostgreSQL would show it rows of everybody; SQLite always does."""
    if "sqlite" in settings.tracker_url.partition(":")[0]:
        return
    import structlog

    for name, why in weak_databases(settings).items():
        if why:
            mend = "docs/howto/two-database-roles.md"
            structlog.get_logger(__name__).error("row_security_off", database=name, why=why, mend=mend)


def notifier(settings: Settings) -> Any:
    """The notifier with the databases of all senders."""
    from shared.notifier.door import open_notifier

    return open_notifier(settings)


def mounted(settings: Settings, services: list[str]) -> Any:
    """A WSGI application with the services at their addresses: the matcher at `/`, the tracker at `/tracker`."""
    from werkzeug.exceptions import NotFound
    from werkzeug.middleware.dispatcher import DispatcherMiddleware
    from werkzeug.middleware.proxy_fix import ProxyFix

    from shared.plumbing.addresses import TRACKER_PREFIX

    made = dict(apps(settings, services))
    for name, app in made.items():
        if settings.trusted_proxies:
            app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
        _keep_compiled_templates(app, settings.data_dir / "cache" / name)
    return DispatcherMiddleware(
        made.get("matcher", NotFound()),
        {TRACKER_PREFIX: made["tracker"]} if "tracker" in made else {},
    )


def demo_links(settings: Settings) -> list[tuple[str, str]]:
    """The reusable sign-in links of the example people, with a label each; demo mode only."""
    from shared.access.demo import links
    from shared.plumbing.database import Database

    with Database(settings.people_url).read() as connection:
        return [(link.label, link.address) for link in links(connection, settings)]


def _keep_compiled_templates(app: Flask, folder: Path) -> None:
    """Compiling all templates takes half of the first page's time; a folder that can't be written only costs that."""
    from jinja2 import FileSystemBytecodeCache

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def apps(settings: Settings, services: list[str]) -> Iterator[tuple[str, Flask]]:
    """The named services as Flask applications, wired as they run."""
    if "matcher" in services:
        from services.matcher.app import create_app as create_matcher

        yield "matcher", create_matcher(settings)
    if "tracker" in services:
        from services.tracker.app import create_app as create_tracker

        yield "tracker", create_tracker(settings)
