"""What the ticker calls for the matcher."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.alerting.tell_teams import tell_teams
from services.matcher.usecases.alerting.watch_needs import WATCHER as NEEDS
from services.matcher.usecases.alerting.watching import start_watches, watch_sources


def tick(ctx: MatcherContext) -> None:
    """Holds what changed against the needs and tells it. Safe to run at any moment, twice at once, after any pause.

    Teams are told when all changes were looked at, so that one load of many sources is one message.
    """
    start_watches(ctx)
    if watch_sources(ctx, NEEDS):
        tell_teams(ctx)
