"""Settling a note: what it told is known now, or no longer matters."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import application_notes
from services.tracker.usecases.changing import changing
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.INTERNAL_NOTE, Action.CREATE)


def settle_note(
    ctx: TrackerContext, actor: Actor, application_id: str, note_id: str, *, once: Once | None = None
) -> Application:
    """Marks the note as settled; a note that was settled already stays so. Raises NotFound, Forbidden."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=None) as change:
        connection, scope = change.work.connection, actor.scope
        if application_notes.settle(connection, scope, application_id, note_id, actor.person_id, change.now):
            change.write("note_settled", {"note": note_id})
    return change.application
