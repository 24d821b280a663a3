"""What the ticker calls for the matcher."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.alerting import watch_needs, watch_searches
from services.matcher.usecases.alerting.tell_searchers import tell_searchers
from services.matcher.usecases.alerting.tell_teams import tell_teams
from services.matcher.usecases.alerting.tell_tracker import Tracker, tell_tracker
from services.matcher.usecases.alerting.watching import start_watches, watch_sources
from services.matcher.usecases.people.mandate_paper import sweep_papers
from services.matcher.usecases.people.tell_ending import tell_ending
from services.matcher.usecases.people.tend_trust import tend_trust


def tick_people(ctx: MatcherContext) -> None:
    """Tells of mandates that end soon, asks about places that nobody takes over, tidies papers. Safe twice at once."""
    tell_ending(ctx)
    tend_trust(ctx)
    sweep_papers(ctx)


def tick_needs(ctx: MatcherContext) -> None:
    """Holds what changed against needs and tells their teams. Safe at any moment, twice at once, after any pause.

    People are told when all changes were looked at, so that one load of many sources is one message.
    """
    start_watches(ctx)
    if watch_sources(ctx, watch_needs.WATCHER):
        tell_teams(ctx)


def tick_searches(ctx: MatcherContext) -> None:
    """The same for searches: a task of its own, so that a fault in one stops nothing of the other."""
    start_watches(ctx)
    if watch_sources(ctx, watch_searches.WATCHER):
        tell_searchers(ctx)


def tick_applications(ctx: MatcherContext, tracker: Tracker) -> None:
    """Tells the tracker what changed for applications. A task of its own: a tracker may be away."""
    start_watches(ctx)
    tell_tracker(ctx, tracker)
