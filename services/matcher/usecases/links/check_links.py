"""Looks at some pages of the catalogue that are due, and keeps what was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from services.matcher.domain.care.dead_links import Look, after_look
from services.matcher.settings import MatcherContext
from services.matcher.storage import link_checks
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.links.pages_of import hosts_of
from shared.access.scope import SYSTEM

MOST_AT_ONCE = 4
HOST_RESTS = timedelta(seconds=30)
"""How long a host is left alone between two looks."""
LEASE = timedelta(hours=1)
"""When the process dies while it looks, somebody else looks after this time."""


def check_links(ctx: MatcherContext, look: Callable[[str], Look]) -> int:
    """Looks at a few pages of different hosts, one after the other; returns how many. Safe to run twice at once."""
    hosts = hosts_of(current_catalogue(ctx.database))
    now = ctx.clock.now()
    with ctx.write() as work:
        link_checks.follow_urls(SYSTEM, work.connection, hosts, now)
        due = link_checks.take_due(SYSTEM, work.connection, now, most=MOST_AT_ONCE, host_rests=HOST_RESTS, lease=LEASE)
    for check in due:
        seen = look(check.url)  # outside any transaction: it may take seconds
        with ctx.write() as work:
            link_checks.save_check(SYSTEM, work.connection, after_look(check, seen, ctx.clock.now()))
    return len(due)
