"""What the processes of a fault test do: the product's own parts, with shorter waits and a clock to be stepped."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Blueprint
from waitress import serve

from services.matcher.app import create_app as create_matcher
from services.tracker import app as tracker
from services.tracker.settings import TrackerContext
from services.tracker.storage.tables import TRACKER_MIGRATIONS
from services.tracker.usecases.informing.send_events import send_events
from services.tracker.usecases.reminding.make_due_reminders import make_due_reminders
from shared.contracts.queues import Queue
from shared.egress.guard import EgressGuard
from shared.notifier import handing_over, making, offers, ticker
from shared.notifier.channels import webhook
from shared.notifier.digests import batches
from shared.notifier.door import Notifier
from shared.notifier.ticker import run_ticker
from shared.notifier.worker import run_worker
from shared.outbox.relay import Relay
from shared.outbox.senders import Sender
from shared.plumbing.database import Database
from shared.plumbing.logs import configure_logs
from shared.plumbing.migrations import upgrade
from shared.plumbing.settings import Settings
from tests.faults.harness import broken, dying, settings_of
from tests.faults.harness.any_source import AnySource
from tests.faults.harness.clock import FileClock

SWEEP_SECONDS = 0.5
CLEAN_SECONDS = 2.0
CATCH_UP_WAIT = timedelta(seconds=1)
BROKEN_OFF_WAIT = timedelta(seconds=1)
MOST_MAKING_SECONDS = 0.4
GRACE = timedelta(seconds=0.5)


def run(role: str, given: Mapping[str, Any]) -> None:
    """Plays a role until it is ended. `given` holds the settings, and `broken`: how this build is broken, if it is."""
    configure_logs(role)
    random.seed()
    ticker.SWEEP_SECONDS, ticker.CLEAN_SECONDS = SWEEP_SECONDS, CLEAN_SECONDS
    batches.CATCH_UP_WAIT = CATCH_UP_WAIT
    making.MOST_SECONDS = MOST_MAKING_SECONDS
    vars(handing_over)["BROKEN_OFF_WAIT"] = BROKEN_OFF_WAIT
    if patience := given.get("nobody_takes_for"):
        offers.AGAIN_AFTER, offers.DIRECT_AFTER = patience / 3, patience
    _let_webhooks_stay_here()
    broken.breaks(given.get("broken", ""))
    dying.dies(given.get("dies", ""))
    ROLES[role](settings_of.read(given), given)


def _let_webhooks_stay_here() -> None:
    """The receiver of a test is on this machine, which only a demo may call."""
    guard_of = EgressGuard.of

    def nearby(settings: Settings, *rest: Any, **_named: Any) -> EgressGuard:
        return guard_of(settings, *rest, loopback=True)

    vars(webhook)["EgressGuard"] = SimpleNamespace(of=nearby)


def worker(settings: Settings, _given: Mapping[str, Any]) -> None:
    """Works on the queue of messages."""
    run_worker(Queue.NOTIFY, settings, open_notifier(settings))


def tick(settings: Settings, _given: Mapping[str, Any]) -> None:
    """Sweeps, and makes reminders as the product's own ticker does."""
    ctx = context(settings)
    tasks: dict[str, tuple[float, Callable[[], object]]] = {"deadlines": (0.5, lambda: make_due_reminders(ctx))}
    run_ticker(settings, open_notifier(settings), tasks, lease=timedelta(seconds=2))


def make_reminders(settings: Settings, _given: Mapping[str, Any]) -> None:
    """Makes reminders beside the ticker, as a second ticker would at the worst moment."""
    signal.signal(signal.SIGTERM, lambda *_: exit_now())
    ctx = context(settings)
    while True:
        make_due_reminders(ctx)
        time.sleep(0.2)


def web(settings: Settings, given: Mapping[str, Any]) -> None:
    """Serves the tracker on the port of its base address."""
    signal.signal(signal.SIGTERM, lambda *_: exit_now())
    # The pages would double the time of a start, and no test here opens one: programs use the JSON door.
    vars(tracker)["blueprint"] = Blueprint("tracker_pages", __name__)
    app = tracker.create_app(settings, context=context(settings))
    serve(app, host="127.0.0.1", port=given["port"], threads=8, ident=None)


def migrate(_settings: Settings, given: Mapping[str, Any]) -> None:
    """Brings an empty database to the newest version of the tracker's tables, once."""
    database = Database(given["empty"])
    upgrade(database, TRACKER_MIGRATIONS)
    database.dispose()


def matcher(settings: Settings, given: Mapping[str, Any]) -> None:
    """Serves the matcher, for the calls between the services."""
    signal.signal(signal.SIGTERM, lambda *_: exit_now())
    serve(create_matcher(settings), host="127.0.0.1", port=given["port"], threads=4, ident=None)


def send(settings: Settings, _given: Mapping[str, Any]) -> None:
    """Sends the matcher what is due, once."""
    send_events(tracker.make_context(settings))


ROLES: dict[str, Callable[[Settings, Mapping[str, Any]], None]] = {
    "worker": worker,
    "ticker": tick,
    "reminders": make_reminders,
    "web": web,
    "migrate": migrate,
    "matcher": matcher,
    "send_events": send,
}


def context(settings: Settings) -> TrackerContext:
    """What the tracker's use cases are given; every need that is asked for has a source that is open."""
    clock, people = clock_of(settings), Database(settings.people_url)
    database, notifier = Database(settings.tracker_url), Database(settings.notifier_url)
    matcher = AnySource(people, clock)
    return TrackerContext(settings, clock, people, database, notifier, Relay(settings.redis_url), matcher)


def open_notifier(settings: Settings) -> Notifier:
    """The notifier with the tracker and the people as senders, quick to help itself when the queue is away."""
    people = Database(settings.people_url)
    senders = {Sender.PEOPLE: people, Sender.TRACKER: Database(settings.tracker_url)}
    notifier = Database(settings.notifier_url)
    clock = clock_of(settings)
    return Notifier(notifier, people, senders, settings, clock, direct_after=2, grace=GRACE)


def clock_of(settings: Settings) -> FileClock:
    """The clock that a test can step."""
    return FileClock(Path(settings.data_dir) / "clock")


def exit_now() -> None:
    """Ends this process as its own signal handler does."""
    raise SystemExit(0)
