"""Handing over all work of one person at some places to another, in one step."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from services.tracker.domain.handing_over import HandoverItem
from services.tracker.domain.records import Application, Task
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, handovers, tasks
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.handing_over.plan_handover import PlacePart, check_people, parts_in_hand
from services.tracker.usecases.handing_over.telling import tell_handover
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def hand_over(
    ctx: TrackerContext,
    actor: Actor,
    *,
    from_person: str,
    to_person: str,
    place_ids: Collection[str],
    once: Once | None = None,
) -> tuple[HandoverItem, ...]:
    """Gives everything that a person has in hand at these places to another; all of it, or nothing.

    Raises NotAllowedNow when the new person may not work for one of the places, or there is nothing to hand over there
    (any more); InvalidInput, Stale.
    """
    check_people(from_person, to_person)
    if not place_ids:
        raise InvalidInput([FieldError("places", "required", _("Kies minstens één plek."))])
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        now = ctx.clock.now()
        found, _titles = parts_in_hand(ctx, work.connection, actor, from_person, to_person, now)
        parts = _chosen(found, place_ids)
        by = (new_id(), from_person, to_person, actor.person_id, now)
        items = [item for part in parts for item in _move(work, actor, part, by)]
        handovers.add(work.connection, actor.scope, items)
        tell_handover(work, actor, items, now)
        if once is not None:
            once.finish(work.connection, tuple(items))
    return tuple(items)


By = tuple[str, str, str, str, datetime]
"""Handover, from, to, by whom, when."""


def _chosen(found: tuple[PlacePart, ...], place_ids: Collection[str]) -> list[PlacePart]:
    parts = [part for part in found if part.place_id in set(place_ids)]
    if len(parts) != len(set(place_ids)):
        raise NotAllowedNow(
            _("Bij een van de plekken is niets (meer) over te dragen. Kijk opnieuw."), code="nothing_there"
        )
    blocked = ", ".join(part.place_name for part in parts if not part.able)
    if blocked:
        message = _("Deze persoon heeft geen machtiging voor %(places)s. Er is niets overgedragen.", places=blocked)
        raise NotAllowedNow(message, code="no_mandate")
    return parts


def _move(work: Writing, actor: Actor, part: PlacePart, by: By) -> list[HandoverItem]:
    to_person, now = by[2], by[4]
    items = []
    for application in part.applications:
        after = applications.change(work.connection, actor.scope, application, owner_id=to_person, updated_at=now)
        note_handover(work, actor, application, after, "handed_over", by)
        items.append(_item(application, None, by))
    for task in part.tasks:
        tasks.change(work.connection, actor.scope, task, owner_id=to_person)
        application = applications.get(work.connection, actor.scope, task.application_id)
        note_handover(work, actor, application, application, "handed_over", by, task)
        items.append(_item(application, task, by))
    return items


def note_handover(
    work: Writing,
    actor: Actor,
    before: Application,
    after: Application,
    action: str,
    by: By,
    task: Task | None = None,
) -> None:
    """The audit row of one thing that went over."""
    detail: dict[str, object] = {"handover": by[0], "from_person": by[1], "to_person": by[2], "version": after.version}
    if task is not None:
        detail |= {"task": task.id, "kind": task.kind.value, "code": task.code, "text": task.text}
    work.note(audit_entry(actor, after, action, by[4], before=before, detail=detail))


def _item(application: Application, task: Task | None, by: By) -> HandoverItem:
    handover_id, from_person, to_person, handed_by, now = by
    return HandoverItem(
        id=new_id(),
        handover_id=handover_id,
        application_id=application.id,
        place_id=application.place_id,
        task_id=task.id if task else None,
        from_person=from_person,
        to_person=to_person,
        handed_by=handed_by,
        handed_at=now,
    )
