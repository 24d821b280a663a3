"""What a visitor of the demonstration sees first: the example needs with what fits them best."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import OPEN, NeedRow, first_needs_of_places
from services.matcher.usecases.needs.find_matches import ExplainedMatch, best_of
from services.matcher.usecases.needs.need import PlacedNeed
from services.matcher.usecases.outcomes.history import NO_HISTORY
from services.matcher.usecases.places.place import load_place
from shared.access import around, demo, directory
from shared.access.demo import DemoLink
from shared.access.scope import SYSTEM
from shared.plumbing.reach import as_system

NEEDS, BEST = 3, 3
# Signposts do not count as help here: enough of the best are looked at to have three without them.
LOOKED_AT = 20


@dataclass(frozen=True)
class ShownNeed:
    """One example need, its best matches, and who of the place one can look along with."""

    placed: PlacedNeed
    best: list[ExplainedMatch]
    looks_along: DemoLink | None


@dataclass(frozen=True)
class Showcase:
    """The example needs and the example people."""

    needs: list[ShownNeed]
    people: list[DemoLink]


def showcase(ctx: MatcherContext) -> Showcase | None:
    """The examples of the demonstration; None outside demo mode, where nothing of a place is public."""
    if not ctx.settings.demo:
        return None
    with as_system("demo"):
        return _showcase(ctx)


def _showcase(ctx: MatcherContext) -> Showcase:
    with ctx.people.read() as connection:
        people = demo.links(connection, ctx.settings)
        teams = {
            place.id: {person.id for person in around.team_of_place(connection, place.id, ctx.clock.now())}
            for place in directory.organisations_of_kind(connection, "place")
        }
    with ctx.database.read() as connection:
        first = first_needs_of_places(SYSTEM, connection, teams, limit=NEEDS)
    # Those of the example came first; what a visitor adds is not for other visitors, also not in place of a closed one.
    examples = [row for row in first if row.state == OPEN]
    return Showcase([_shown(ctx, row, people, teams[row.place_id]) for row in examples], people)


def _shown(ctx: MatcherContext, row: NeedRow, people: list[DemoLink], team: set[str]) -> ShownNeed:
    # What became of its applications is for the team of a place, also in an example.
    placed = PlacedNeed(row, replace(load_place(ctx, SYSTEM, row.place_id), history=NO_HISTORY))
    found = best_of(ctx, placed, LOOKED_AT)
    helpful = [match for match in found.matches if not match.is_signpost]
    link = next((person for person in people if person.person_id in team), None)
    return ShownNeed(placed, found.explain(helpful[:BEST]), link)
