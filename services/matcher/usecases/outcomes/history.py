"""What the tracker knows of a place's applications: for the rules, and for its own team to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from services.matcher.domain.earlier import EarlierApplication, Result
from services.matcher.settings import MatcherContext
from services.matcher.storage import outcomes
from services.matcher.storage.outcomes import OutcomeRow
from shared.access import directory
from shared.access.directory import Organisation
from shared.access.scope import SYSTEM, Scope
from shared.contracts.application_events import Standing
from shared.plumbing.reach import beyond

RESULTS: Mapping[Standing, Result] = {
    Standing.SUBMITTED: Result.ASKED,
    Standing.GRANTED: Result.GRANTED,
    Standing.GRANTED_PARTLY: Result.GRANTED,
    Standing.GRANTED_ON_CONDITIONS: Result.GRANTED,
    Standing.SETTLED: Result.GRANTED,
    Standing.CLOSED: Result.GRANTED,
    Standing.REFUSED: Result.REFUSED,
}
"""What counts for rules. What was not handed in, taken back, put aside, declined or revoked frees the limits."""


@dataclass(frozen=True)
class PlaceHistory:
    """The applications of a place, newest first, and those of others under the same legal person.

    `others` are of places in the same coalition. Of them people may hear that they are there, and nothing more.
    """

    own: tuple[OutcomeRow, ...] = ()
    others: tuple[OutcomeRow, ...] = ()

    def at(self, source_id: str) -> tuple[OutcomeRow, ...]:
        """The place's own applications at one source."""
        return tuple(outcome for outcome in self.own if outcome.source_id == source_id)

    def earlier_for(self, need_id: str) -> tuple[EarlierApplication, ...]:
        """What the rules may look at for one need of this place."""
        own = (_earlier(row, need_id) for row in self.own if row.standing in RESULTS)
        others = (_earlier(row, None) for row in self.others if row.standing in RESULTS)
        return (*own, *others)


NO_HISTORY = PlaceHistory()


def histories_of(
    ctx: MatcherContext, connection: Connection, scope: Scope, places: Sequence[Organisation]
) -> dict[str, PlaceHistory]:
    """The history per place id, for places within the scope. `connection` is one on the matcher's database.

    Every application stands under the source that its own became, so that merging doubles loses none.
    """
    own: dict[str, list[OutcomeRow]] = {place.id: [] for place in places}
    for row in outcomes.of_sources_now(scope, connection, outcomes.of_places(scope, connection, own)):
        own[row.place_id].append(row)
    legal_persons = {place.kvk_number for place in places if place.kvk_number and place.coalition_id}
    # A collision is seen beyond the scope, and only as a fact without content.
    with beyond(connection, "same legal person"):
        alike = outcomes.of_legal_persons(SYSTEM, connection, legal_persons)
        alike = outcomes.of_sources_now(SYSTEM, connection, alike)
    coalitions = _coalitions(ctx, {row.place_id for row in alike} - own.keys(), places)
    return {place.id: PlaceHistory(tuple(own[place.id]), _others(place, alike, coalitions)) for place in places}


def _others(
    place: Organisation, alike: Sequence[OutcomeRow], coalitions: Mapping[str, str | None]
) -> tuple[OutcomeRow, ...]:
    if not place.kvk_number or not place.coalition_id:
        return ()
    return tuple(
        row
        for row in alike
        if row.legal_person == place.kvk_number
        and row.place_id != place.id
        and coalitions.get(row.place_id) == place.coalition_id
    )


def _coalitions(ctx: MatcherContext, unknown: set[str], known: Sequence[Organisation]) -> dict[str, str | None]:
    found = {place.id: place.coalition_id for place in known}
    if unknown:
        with ctx.people.read() as people:
            others = directory.organisations(people, unknown)
        found |= {place_id: place.coalition_id for place_id, place in others.items()}
    return found


def _earlier(row: OutcomeRow, need_id: str | None) -> EarlierApplication:
    return EarlierApplication(
        source_id=row.source_id,
        result=RESULTS[row.standing],
        on=row.happened_on,
        money_from=frozenset(row.money_from),
        for_this_need=row.need_id == need_id,
        by_another=need_id is None,
        accounted=row.standing.is_accounted,
    )
