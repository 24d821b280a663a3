"""A matcher that has an open source for every need that is asked for; the need's id is also its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from services.tracker.settings import Receipt
from shared.access import directory
from shared.contracts.likely_sources import Likely, NamedRow
from shared.contracts.source_answer import AnswerOutcome, SourceAnswer
from shared.contracts.source_snapshot import Closing, ClosingBasis, SnapshotReason, SnapshotVerdict, SourceSnapshot
from shared.kernel.clock import Clock
from shared.kernel.errors import NotFound
from shared.plumbing.database import Database

CLOSES_IN = timedelta(days=70)


class AnySource:
    """Stands in for the matcher, so that a fault test is about messages only."""

    def __init__(self, people: Database, clock: Clock) -> None:
        self._people = people
        self._clock = clock

    def snapshot(self, person_id: str, need_id: str, source_id: str) -> SourceSnapshot:
        """An open source for a need of the first place of this person."""
        now = self._clock.now()
        with self._people.read() as connection:
            actor = directory.actor_of_person(connection, person_id, now)
        if actor is None:
            raise NotFound("Deze behoefte is niet gevonden.")
        return SourceSnapshot(
            source_id=source_id,
            source_version=1,
            name="Fonds Voorbeeld",
            provider="Fonds Voorbeeld",
            provider_kind="fund",
            status="open",
            document={"id": source_id},
            need_id=need_id,
            need_title=need_id,
            place_id=sorted(actor.scope.places)[0],
            verdict=SnapshotVerdict("yes", "apply", (SnapshotReason("status_open", "yes", "Open.", None),)),
            taken_at=now,
            closing=Closing((now + CLOSES_IN).date(), basis=ClosingBasis.UNSTATED, source_text=""),
        )

    def likely(self, person_id: str, rows: Sequence[NamedRow]) -> dict[str, Likely]:
        """Proposes nothing for rows of a sheet."""
        return {}

    def tell(self, event: Mapping[str, Any]) -> Receipt:
        """Takes every event."""
        return Receipt.TAKEN

    def tell_answer(self, person_id: str, answer: SourceAnswer) -> AnswerOutcome | None:
        """Takes every answer."""
        return AnswerOutcome.CHECKED
