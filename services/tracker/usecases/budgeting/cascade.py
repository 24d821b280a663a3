"""After a yes: the requests at other funders for the same costs are reckoned anew, and a message is prepared for each.

Nothing is sent: a person copies the text, mails it, and ticks it off, or puts it aside.
"""

from __future__ import annotations

from services.tracker.domain.budgets.cascade import Word, words_for
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import FunderNote, NoteState
from services.tracker.domain.records import Application, Decision
from services.tracker.domain.tasks import NewTask, TaskKind
from services.tracker.storage import applications, funder_notes, tasks
from services.tracker.usecases.budgeting.working import working_of
from services.tracker.usecases.changing import Change, audit_entry
from shared.kernel.ids import new_id


def after_decision(change: Change, decision: Decision) -> tuple[FunderNote, ...]:
    """Prepares the messages that a decision asks for; call it after the decision is kept. No money, no message."""
    if not decision.amount_cents:
        return ()
    connection, scope = change.work.connection, change.actor.scope
    plan = working_of(connection, scope, change.application).plan
    words = words_for(plan, change.application.id)
    others = applications.by_ids(connection, scope, [word.cover_id for word in words])
    return tuple(_prepare(change, others[word.cover_id], word, plan, decision.amount_cents) for word in words)


def after_loss(change: Change) -> None:
    """Takes back open messages about an award that is gone (declined, lapsed): nobody needs to hear of it any more."""
    connection, scope = change.work.connection, change.actor.scope
    for note in funder_notes.open_about(connection, scope, change.application.id):
        _replace(change, note)


def _prepare(change: Change, other: Application, word: Word, plan: Plan, awarded_cents: int) -> FunderNote:
    connection, scope = change.work.connection, change.actor.scope
    for older in funder_notes.of_application(connection, scope, other.id):
        if older.state is NoteState.OPEN:
            _replace(change, older)
    note = FunderNote(
        id=new_id(),
        application_id=other.id,
        decided_id=change.application.id,
        place_id=other.place_id,
        awarded_cents=awarded_cents,
        over_cents=word.over_cents,
        line_texts=tuple(line.text for line in plan.lines if line.id in word.line_ids),
        state=NoteState.OPEN,
        version=1,
        made_at=change.now,
    )
    funder_notes.add(connection, scope, note)
    tasks.add(connection, scope, other, (NewTask(TaskKind.TELL_FUNDER, note.id),))
    detail: dict[str, object] = {"decided": change.application.id, "over_cents": note.over_cents}
    change.work.note(audit_entry(change.actor, other, "funder_note_prepared", change.now, before=other, detail=detail))
    return note


def _replace(change: Change, note: FunderNote) -> None:
    connection, scope, person_id = change.work.connection, change.actor.scope, change.actor.person_id
    funder_notes.close(connection, scope, note, NoteState.REPLACED, change.now, person_id)
    tasks.complete_kind(connection, scope, note.application_id, TaskKind.TELL_FUNDER, change.now, person_id)
