"""Wires the tracker: once per process, for the web, the worker and the ticker."""

from __future__ import annotations

from flask import Flask

from services.tracker.api import internal
from services.tracker.api.routes import api
from services.tracker.gateways.matcher import MatcherGateway
from services.tracker.settings import TrackerContext
from services.tracker.storage.migrating import migrate
from services.tracker.usecases.informing.see_waiting import waiting_events
from services.tracker.usecases.informing.tell_earlier import tell_earlier
from services.tracker.web import blueprint
from services.tracker.web.frame import current_frame
from shared.access.web import install as install_access
from shared.egress.http import Http
from shared.kernel.clock import Clock, SystemClock
from shared.notifier.door import Notifier
from shared.outbox.relay import Relay
from shared.outbox.senders import Sender
from shared.pages.install import install as install_pages
from shared.plumbing.database import Database
from shared.plumbing.migrations import current_revision
from shared.plumbing.settings import Settings
from shared.plumbing.web import add_readiness, new_app


def prepare(settings: Settings) -> None:
    """Brings the tracker's database to its newest version."""
    database = Database(settings.url_to_migrate("tracker"))
    try:
        migrate(database)
    finally:
        database.dispose()


def catch_up(settings: Settings) -> None:
    """Writes what the matcher should have heard of earlier applications; needs the people's database at its newest."""
    ctx = make_context(settings)
    try:
        tell_earlier(ctx)
    finally:
        for database in (ctx.people, ctx.database, ctx.notifier):
            database.dispose()


def make_context(settings: Settings, *, clock: Clock | None = None) -> TrackerContext:
    """What the use cases are given in this process."""
    clock = clock or SystemClock()
    return TrackerContext(
        settings=settings,
        clock=clock,
        people=Database(settings.people_url),
        database=Database(settings.tracker_url),
        notifier=Database(settings.notifier_url),
        relay=Relay(settings.redis_url),
        matcher=MatcherGateway(Http.of(settings), settings.matcher_internal_url, settings.service_keys, clock),
    )


def create_app(settings: Settings, *, context: TrackerContext | None = None) -> Flask:
    """The Flask application of the tracker; it expects to be mounted at /tracker."""
    ctx = context or make_context(settings)
    app = new_app(__name__, service="tracker", https=settings.https)
    # Only for the one-line messages after a form; the session of a person is another cookie.
    app.secret_key = settings.secret
    app.extensions["context"] = ctx
    senders = {Sender.TRACKER: ctx.database}
    app.extensions["notifier"] = Notifier(ctx.notifier, ctx.people, senders, settings, ctx.clock, ctx.relay)
    install_access(app, ctx.people, settings, ctx.clock)
    install_pages(app, service="tracker", frame=current_frame, clock=ctx.clock)
    app.register_blueprint(blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(internal.blueprint)
    add_readiness(app, "database", lambda: {"revision": current_revision(ctx.database)})
    add_readiness(app, "matcherEvents", lambda: waiting_events(ctx))
    return app
