"""What was handed over so lately that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.handing_over import UNDO
from services.tracker.settings import TrackerContext
from services.tracker.storage import handovers
from shared.access import directory
from shared.access.actors import Actor


@dataclass(frozen=True)
class SeenHandover:
    """One handover: how many things went from whom to whom, and when."""

    id: str
    count: int
    from_name: str
    to_name: str
    at: datetime


def recent_handovers(ctx: TrackerContext, actor: Actor) -> tuple[SeenHandover, ...]:
    """The handovers of the last day that this person did, or that took their work."""
    with ctx.database.read() as connection:
        items = handovers.handed_since(connection, actor.scope, actor.person_id, ctx.clock.now() - UNDO)
    with ctx.people.read() as connection:
        people = {person for item in items for person in (item.from_person, item.to_person)}
        names = directory.people_names(connection, people)
    by_step = {item.handover_id: item for item in items}
    return tuple(
        SeenHandover(
            step,
            sum(item.handover_id == step for item in items),
            names.get(first.from_person, ""),
            names.get(first.to_person, ""),
            first.handed_at,
        )
        for step, first in by_step.items()
    )
