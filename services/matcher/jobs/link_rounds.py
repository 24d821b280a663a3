"""Looks at pages aside from the ticker: a page may take seconds to answer, and reminders should not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from services.matcher.domain.care.dead_links import Look
from services.matcher.gateways.page_looks import PageLooks
from services.matcher.settings import MatcherContext
from services.matcher.usecases.links.check_links import check_links
from shared.egress.http import Http

log = structlog.get_logger(__name__)

EVERY_SECONDS = 10.0


class LinkRounds:
    """At most one round of looks at a time; a tick while one runs does nothing."""

    def __init__(self, ctx: MatcherContext, look: Callable[[str], Look] | None = None) -> None:
        self._ctx = ctx
        self._look = look or PageLooks(Http.of(ctx.settings)).look
        self._running: threading.Thread | None = None

    def tick(self) -> None:
        """Starts a round, when looking is switched on."""
        if not self._ctx.settings.check_links or (self._running and self._running.is_alive()):
            return
        self._running = threading.Thread(target=self._round, name="link-round", daemon=True)
        self._running.start()

    def wait(self, seconds: float) -> None:
        """Waits until the round that runs is over."""
        if self._running:
            self._running.join(seconds)

    def _round(self) -> None:
        try:
            check_links(self._ctx, self._look)
        except Exception as error:  # nobody else hears of it: this is the end of the thread
            log.error("link_round_failed", error=type(error).__name__, exc_info=error)
