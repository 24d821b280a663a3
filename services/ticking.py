"""What the ticker does for both services, and how often."""

from __future__ import annotations

from collections.abc import Callable

from services import own_data
from services.matcher.app import make_context as make_matcher
from services.matcher.app import make_tracker_gateway
from services.matcher.jobs.clock import tick_applications, tick_needs, tick_people, tick_searches
from services.matcher.jobs.link_rounds import EVERY_SECONDS, LinkRounds
from services.matcher.usecases.searching.change_search import forget_searches
from services.tracker.app import make_context
from services.tracker.jobs.clock import inform, pass_on, tick, tidy
from shared.plumbing.settings import Settings


def tasks(settings: Settings) -> dict[str, tuple[float, Callable[[], object]]]:
    """Every task by its name: after how many seconds it is due again, and what it does."""
    context, matcher = make_context(settings), make_matcher(settings)
    suite = own_data.everywhere(context, matcher.database)
    tracker = make_tracker_gateway(settings)
    return {
        "deadlines": (5.0, lambda: tick(context)),
        "matcher_events": (3.0, lambda: inform(context)),
        "answers": (10.0, lambda: pass_on(context)),
        "tidy_files": (3600.0, lambda: tidy(context)),
        "needs": (5.0, lambda: tick_needs(matcher)),
        "searches": (5.0, lambda: tick_searches(matcher)),
        "source_news": (5.0, lambda: tick_applications(matcher, tracker)),
        "forget_searches": (3600.0, lambda: forget_searches(matcher)),
        "own_data": (5.0, lambda: own_data.carry_out(suite)),
        "erased_again": (3600.0, lambda: own_data.erase_again(suite)),
        "gone_people": (3600.0, lambda: own_data.let_go(suite)),
        "people": (600.0, lambda: tick_people(matcher)),
        "links": (EVERY_SECONDS, LinkRounds(matcher).tick),
    }
