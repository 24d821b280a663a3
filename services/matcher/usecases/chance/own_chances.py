"""What the decisions on applications here tell, as this process knows it: reckoned again when something was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from services.matcher.domain.chance.beta import Chance
from services.matcher.domain.chance.decision import OwnDecision
from services.matcher.domain.chance.own import PLACES_TO_TELL, OwnFigures, chances_of, judge_in_order, swings_of
from services.matcher.storage import outcomes
from services.matcher.storage.outcomes import OutcomeRow
from shared.access.scope import SYSTEM
from shared.contracts.application_events import Standing
from shared.plumbing.database import Database
from shared.plumbing.reach import as_system


@dataclass(frozen=True, eq=False)
class OwnChances:
    """All of it at one moment; `number` tells one moment from another. Numbers of few decisions are not in it.

    `places`: at how many places the decisions on each source fell, also where these are few.
    """

    number: int
    places: Mapping[str, int]
    chances: Mapping[str, Chance]
    swings: Mapping[str, float]
    figures: OwnFigures | None

    def to_tell(self, source_id: str) -> Chance | None:
        """The chance of a source that may be told: learnt from decisions at places enough."""
        return self.chances.get(source_id) if self.places.get(source_id, 0) >= PLACES_TO_TELL else None


_known: WeakKeyDictionary[Database, OwnChances] = WeakKeyDictionary()


def own_chances(database: Database) -> OwnChances:
    """The chances by every decision that is committed now. Costs one small query when nothing changed."""
    with as_system("chances"), database.read() as connection:  # of all places; told only when enough decided
        number = outcomes.change_number(SYSTEM, connection)
        known = _known.get(database)
        if known is None or known.number != number:
            decided = outcomes.of_sources_now(SYSTEM, connection, outcomes.decided(SYSTEM, connection))
            known = _known[database] = _learnt(number, decided)
    return known


def _learnt(number: int, rows: list[OutcomeRow]) -> OwnChances:
    decisions = [_decision(row) for row in reversed(rows)]  # oldest first
    places = Counter(source_id for source_id, _place_id in {(row.source_id, row.place_id) for row in rows})
    return OwnChances(number, places, chances_of(decisions), swings_of(decisions), judge_in_order(decisions))


def _decision(row: OutcomeRow) -> OwnDecision:
    granted = row.standing.is_granted
    share = 1.0 if row.standing is Standing.GRANTED else None
    if granted and row.asked_cents and row.granted_cents is not None:
        share = min(1.0, row.granted_cents / row.asked_cents)
    return OwnDecision(row.source_id, row.provider_kind, row.happened_on, granted, share)
