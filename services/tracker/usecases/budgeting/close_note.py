"""Ticking off a prepared message to a funder: told, or put aside."""

from __future__ import annotations

from services.tracker.domain.budgets.records import FunderNote, NoteState
from services.tracker.domain.tasks import TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, funder_notes, tasks
from services.tracker.usecases.budgeting.working import UPDATE
from services.tracker.usecases.changing import audit_entry
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = UPDATE


def close_note(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    note_id: str,
    *,
    told: bool,
    once: Once | None = None,
    expected_version: int | None = None,
) -> FunderNote:
    """Ends the message and its task: `told` when a person told the funder, else it is put aside. Raises Stale."""
    with ctx.write() as work:
        connection, scope, now = work.connection, actor.scope, ctx.clock.now()
        application = applications.get(connection, scope, application_id)
        require(actor, RIGHT, place_id=application.place_id, state=application.state.value)
        if once is not None:
            once.begin(connection)
        note = funder_notes.get(connection, scope, application_id, note_id)
        if expected_version is not None and expected_version != note.version:
            raise Stale(_("Iemand anders heeft dit bericht net afgehandeld."), note.version)
        state = NoteState.DONE if told else NoteState.PUT_ASIDE
        note = funder_notes.close(connection, scope, note, state, now, actor.person_id)
        tasks.complete_kind(connection, scope, application_id, TaskKind.TELL_FUNDER, now, actor.person_id)
        action = "funder_told" if told else "funder_note_put_aside"
        work.note(audit_entry(actor, application, action, now, before=application, detail={"note": note.id}))
        if once is not None:
            once.finish(connection, note)
    return note
