"""Taking a handover back, within a day."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.handing_over import UNDO, HandoverItem
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, handovers, tasks
from services.tracker.usecases.handing_over.hand_over import note_handover
from services.tracker.usecases.handing_over.plan_handover import may_hand_over
from services.tracker.usecases.handing_over.telling import tell_handover
from shared.access.actors import Actor
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def undo_handover(
    ctx: TrackerContext, actor: Actor, handover_id: str, *, once: Once | None = None
) -> tuple[HandoverItem, ...]:
    """Gives back what went over; what went on to somebody else in between stays there. Returns what came back.

    Only for whoever handed it over or whose it was. Raises NotFound, NotAllowedNow after a day.
    """
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        now = ctx.clock.now()
        items = [
            item
            for item in handovers.of_handover(work.connection, actor.scope, handover_id)
            if actor.person_id in (item.handed_by, item.from_person)
            and may_hand_over(actor, item.from_person, item.place_id)
        ]
        if not items:
            raise NotFound(_("Deze overdracht is niet gevonden."))
        if items[0].undone_at is not None or now > items[0].handed_at + UNDO:
            raise NotAllowedNow(_("Deze overdracht kunt u niet meer terugdraaien."), code="too_late")
        handovers.undo(work.connection, actor.scope, [item.id for item in items], now)
        back = tuple(item for item in items if _give_back(work, actor, item, now=now))
        if back:
            tell_handover(work, actor, back, now, undone=True)
        if once is not None:
            once.finish(work.connection, back)
    return back


def _give_back(work: Writing, actor: Actor, item: HandoverItem, *, now: datetime) -> bool:
    connection, scope = work.connection, actor.scope
    by = (item.handover_id, item.to_person, item.from_person, actor.person_id, now)
    application = applications.get(connection, scope, item.application_id)
    if item.task_id is None:
        if application.in_hands_of != item.to_person:
            return False
        after = applications.change(connection, scope, application, owner_id=item.from_person, updated_at=now)
        note_handover(work, actor, application, after, "handover_undone", by)
        return True
    task = next(iter(tasks.by_ids(connection, scope, [item.task_id])), None)
    if task is None or task.owner_id != item.to_person:
        return False
    tasks.change(connection, scope, task, owner_id=item.from_person)
    note_handover(work, actor, application, application, "handover_undone", by, task)
    return True
