"""Who hears of a handover: the new person, and the old one when somebody else did it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.tracker.domain.handing_over import HandoverItem
from shared.access.actors import Actor
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


def subject_of(handover_id: str) -> str:
    """What messages about a handover are filed under."""
    return f"handover:{handover_id}"


def tell_handover(
    work: Writing, actor: Actor, items: Sequence[HandoverItem], now: datetime, *, undone: bool = False
) -> None:
    """Tells each of the two once, but never the one who did it."""
    first = items[0]
    tasks = sum(item.task_id is not None for item in items)
    for person_id, received in ((first.to_person, True), (first.from_person, False)):
        if person_id == actor.person_id:
            continue
        work.tell(
            Intent(
                id=new_id(),
                kind=MessageKind.HANDED_OVER,
                subject=subject_of(first.handover_id),
                audience=Audience.PERSON,
                person_id=person_id,
                due_at=now,
                data={
                    "received": received is not undone,
                    "undone": undone,
                    "tasks": tasks,
                    "applications": len(items) - tasks,
                },
                occurrence=f"{'undone' if undone else 'done'}:{person_id}",
            )
        )
