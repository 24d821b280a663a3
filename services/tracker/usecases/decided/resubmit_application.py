"""Asking again at a source that gave nothing the first time."""

from __future__ import annotations

from services.tracker.domain.life import Resubmission
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, dossier
from services.tracker.usecases.applying.start_application import begin_application
from services.tracker.usecases.changing import changing
from services.tracker.usecases.deciding.recording import facts_now
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.CREATE)


def resubmit_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    lessons: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Starts a new draft with the name and amount of the former one and what was learnt, on today's facts.

    Returns the new application. Raises NotAllowedNow when the letter forbids it, the source is closed or another try
    is open, Unavailable when the matcher does not answer, Stale.
    """
    with ctx.database.read() as connection:
        former = applications.get(connection, actor.scope, application_id)
    require(actor, RIGHT, place_id=former.place_id, state=former.state.value)
    # Asked before the transaction: nobody else waits for the matcher's answer.
    snapshot = ctx.matcher.snapshot(actor.person_id, former.need_id, former.source_id)
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        change.happen(Event.RESUBMIT, facts_now(change))
        made = begin_application(ctx, change.work, actor, snapshot, Event.START, like=change.application)
        resubmission = Resubmission(
            id=new_id(),
            application_id=made.id,
            place_id=made.place_id,
            former_id=former.id,
            lessons=lessons.strip(),
            recorded_by=actor.person_id,
            recorded_at=change.now,
        )
        dossier.add(change.work.connection, actor.scope, resubmission)
        change.answer = made
    return made
