"""A plan for a stored need: the one use case behind the page and the JSON API."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.needs.find_matches import FoundMatches, find_matches
from services.matcher.usecases.planning.make_plan import Choices, Proposal, make_plan
from shared.access.actors import Actor


def plan_need(
    ctx: MatcherContext, actor: Actor | None, need_id: str, choices: Choices | None = None
) -> tuple[FoundMatches, Proposal]:
    """The best plan for a need that this person may see, with the matches it is made of.

    Raises NotSignedIn, NotFound; InvalidInput without an area or an amount, or for a choice that can't be.
    """
    return plan_found(find_matches(ctx, actor, need_id), choices)


def plan_found(found: FoundMatches, choices: Choices | None = None) -> tuple[FoundMatches, Proposal]:
    """The best plan out of matches that were already allowed."""
    catalogue = found.catalogue
    sources = {source_id: entry.source for source_id, entry in catalogue.sources.items()}
    return found, make_plan(found.need, found.matches, sources, catalogue.regions, found.today, choices)
