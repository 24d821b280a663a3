"""Wires the matcher: databases, pages, JSON routes and the pages of the notifier."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
import structlog
from flask import Flask

from services.matcher.api import complete_api, internal_blueprint
from services.matcher.domain.freshness import ShelfLives
from services.matcher.gateways.tracker import TrackerGateway
from services.matcher.settings import MatcherContext
from services.matcher.storage import MIGRATIONS
from services.matcher.storage.catalogue_loads import CatalogueLoad
from services.matcher.usecases.alerting.watching import start_watches
from services.matcher.usecases.catalogue.current import believe, current_catalogue
from services.matcher.usecases.catalogue.load_catalogue import load_catalogue
from services.matcher.usecases.chance.load_past_grants import load_past_grants
from services.matcher.usecases.demo.seed import seed_demo
from services.matcher.web import (
    care,
    chance,
    changes,
    duplicates,
    elsewhere,
    exports,
    imports,
    links,
    matches,
    needs,
    own_data,
    own_data_requests,
    people,
    place_form,
    places,
    plans,
    privacy,
    questions,
    roles,
    searches,
    second_step,
    security,
    sign_in,
    source_changes,
    source_history,
    source_proposals,
    sources,
    start,
    tokens,
    trust,
)
from services.matcher.web.base import check_url
from services.matcher.web.frame import make_frame
from services.matcher.web.seen import seen
from services.matcher.web.source_words import amounts_text
from shared.access import PEOPLE_MIGRATIONS
from shared.access import web as access
from shared.egress.http import Http
from shared.kernel.clock import Clock, SystemClock
from shared.notifier.door import open_notifier
from shared.outbox.relay import NoRelay, Offering, Relay
from shared.pages import style_page
from shared.pages.install import install as install_pages
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from shared.plumbing.settings import Settings
from shared.plumbing.web import add_metrics, add_readiness, new_app

log = structlog.get_logger(__name__)

PAGES = (
    *(start, place_form, places, needs, matches, changes, questions, plans, sources, searches, chance, sign_in),
    *(people, roles, trust),
    *(care, source_changes, source_proposals, source_history, imports, exports, duplicates, links),
    *(privacy, own_data, own_data_requests),
    *(second_step, security, elsewhere, tokens),
)


def prepare(settings: Settings, clock: Clock | None = None) -> None:
    """Migrates the people's and the matcher's database, loads the catalogue and, in demo mode, the example data.

    Cheap when all is there; safe when two processes do it at once.
    """
    ctx = open_context(settings, clock or SystemClock(), NoRelay())
    try:
        _migrate(settings.url_to_migrate("people"), PEOPLE_MIGRATIONS)
        _migrate(settings.url_to_migrate("matcher"), MIGRATIONS)
        start_watches(ctx)  # what the load changes in a catalogue that was there already, is news
        tell_what_was_refused(load_catalogue(ctx))
        start_watches(ctx)
        load_past_grants(ctx)
        if settings.demo:
            seed_demo(ctx)
    finally:
        for database in (ctx.people, ctx.database, ctx.notifier):
            database.dispose()


def _migrate(url: str, folder: Path) -> None:
    database = Database(url)
    try:
        upgrade(database, folder)
    finally:
        database.dispose()


def tell_what_was_refused(load: CatalogueLoad | None) -> None:
    """Says in the log which records were refused in this load: file, id, field and reason."""
    for problem in load.problems if load else ():
        log.warning("source_refused", **problem)


def open_context(settings: Settings, clock: Clock, relay: Offering) -> MatcherContext:
    """What the use cases work with; opens no connection yet."""
    databases = (Database(url) for url in (settings.people_url, settings.matcher_url, settings.notifier_url))
    people, own, notifier = databases
    believe(own, _lives(settings))
    return MatcherContext(settings, clock, people, own, notifier, relay)


def make_context(settings: Settings) -> MatcherContext:
    """What the ticker's work for the matcher needs."""
    return open_context(settings, SystemClock(), Relay(settings.redis_url))


def make_tracker_gateway(settings: Settings) -> TrackerGateway:
    """The way to the tracker, for the ticker's work."""
    return TrackerGateway(Http.of(settings), settings.tracker_internal_url, settings.service_keys, SystemClock())


def _lives(settings: Settings) -> ShelfLives:
    return ShelfLives(settings.believed_months)


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The matcher as a WSGI application; the databases must have been prepared."""
    clock = clock or SystemClock()
    app = new_app("services.matcher", service="matcher", https=settings.https)
    # Only for the one-line messages after a form; the session of a person is another cookie.
    app.secret_key = settings.secret
    ctx = open_context(settings, clock, Relay(settings.redis_url))
    notifier = open_notifier(settings, clock=clock)
    app.extensions["context"] = ctx
    app.extensions["notifier"] = notifier
    app.extensions["identity_provider"] = elsewhere.provider_of(settings)
    access.install(app, ctx.people, settings, clock)
    install_pages(app, service="matcher", frame=make_frame(settings, notifier.unread_count), clock=clock)
    app.jinja_env.globals.update(
        seen=lambda day: seen(day, ctx.today(), _lives(settings)),
        amounts=amounts_text,
        check_url=check_url,
        name_elsewhere=elsewhere.name_elsewhere,
    )
    for module in PAGES:
        app.register_blueprint(module.blueprint)
    app.register_blueprint(complete_api().blueprint)
    app.register_blueprint(internal_blueprint())
    app.register_blueprint(notifier.blueprint())
    app.register_blueprint(style_page.blueprint)
    add_readiness(app, "people", lambda: _answers(ctx.people))
    add_readiness(app, "catalogue", lambda: _catalogue(ctx))
    add_readiness(app, "messages", notifier.readiness)
    add_metrics(app, notifier.metrics())
    return app


def _answers(database: Database) -> Mapping[str, object]:
    with database.read() as connection:
        connection.execute(sa.text("SELECT 1"))
    return {}


def _catalogue(ctx: MatcherContext) -> Mapping[str, object]:
    catalogue = current_catalogue(ctx.database)
    return {"sources": len(catalogue.sources), "regions": len(catalogue.regions)}
