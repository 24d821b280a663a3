"""Doing what one row of a sheet says, with the same use cases as on the pages: their rights and guards hold."""

from __future__ import annotations

from services.tracker.domain.deadlines import Entered
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.records import Application
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.notes import MAX_TEXT, ApplicationNote
from services.tracker.domain.sheets.plan import CellChange, PlannedRow, Step, odd_key
from services.tracker.domain.sheets.state_words import OUTCOME_OF
from services.tracker.domain.states import PREPARING
from services.tracker.storage import application_notes, applications
from services.tracker.storage.sheets.bases import Base
from services.tracker.usecases.applying.edit_application import edit_application
from services.tracker.usecases.applying.record_decision import record_decision
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.exchanging.in_one_go import InOneGo
from services.tracker.usecases.exchanging.note_row import note_row
from services.tracker.usecases.exchanging.odd_words import odd_text
from services.tracker.usecases.exchanging.take_up import take_up
from services.tracker.usecases.handing_over.give_application import give_application
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id

NO_CHANNEL = ""
"""How it was handed in does not stand in a sheet."""


def apply_row(ctx: InOneGo, actor: Actor, planned: PlannedRow, *, letters_kept: bool) -> Base:
    """Does it, and gives the row as both sides now agree on it. Raises what the use cases raise."""
    application = _application(ctx, actor, planned)
    changes = {change.field: change for change in planned.changes if change.counts}
    application = _edited(ctx, actor, application, changes)
    if Field.OWNER in changes and planned.owner_id is not None:
        application = give_application(ctx, actor, application.id, to_person=planned.owner_id)
    application = _closing_set(ctx, actor, application, planned)
    for step in planned.steps:
        application = _taken(ctx, actor, application, planned, step, letters_kept=letters_kept)
    _note(ctx, actor, application, planned, changes.get(Field.NOTE))
    cells = {field.value: text for field, text in planned.row.cells.items()}
    odd = {odd_key(one.field): one.text for one in planned.row.odd}
    before = planned.here.base if planned.here and planned.here.base else {}
    return Base(application.id, application.place_id, planned.key, {**before, **cells, **odd})


def _application(ctx: InOneGo, actor: Actor, planned: PlannedRow) -> Application:
    if planned.here is None:
        return note_row(ctx, actor, planned)
    return applications.get(ctx.work.connection, actor.scope, planned.here.application_id)


def _edited(ctx: InOneGo, actor: Actor, application: Application, changes: dict[Field, CellChange]) -> Application:
    title, amount = changes.get(Field.TITLE), changes.get(Field.AMOUNT)
    if title is None and amount is None:
        return application
    cents = application.amount_cents if amount is None else (int(amount.theirs) if amount.theirs else None)
    return edit_application(
        ctx,
        actor,
        application.id,
        title=title.theirs if title else application.title,
        amount_cents=cents,
        expected_version=None,
    )


def _closing_set(ctx: InOneGo, actor: Actor, application: Application, planned: PlannedRow) -> Application:
    """The closing date, while it matters: in the state of now, and not over already."""
    told = planned.row.closing
    wanted = planned.here is None or any(one.field is Field.CLOSING and one.counts for one in planned.changes)
    today = ctx.clock.now().astimezone(AMSTERDAM).date()
    over = told is not None and told[0] < today
    if told is None or not wanted or over or application.state not in PREPARING or Step.SUBMIT in planned.steps:
        return application
    closing = Entered(told[0], told[1])
    return set_closing_date(ctx, actor, application.id, closing=closing, sure=False)


def _taken(
    ctx: InOneGo, actor: Actor, application: Application, planned: PlannedRow, step: Step, *, letters_kept: bool
) -> Application:
    row = planned.row
    if step is Step.START and planned.here is not None:
        return take_up(ctx, actor, application.id)
    if step is Step.SUBMIT and row.submitted_on is not None:
        return record_submitted_elsewhere(ctx, actor, application.id, channel=NO_CHANNEL, submitted_on=row.submitted_on)
    if step is Step.DECIDE and row.decided_on is not None and row.target is not None:
        outcome = OUTCOME_OF[row.target]
        return record_decision(
            ctx,
            actor,
            application.id,
            outcome=outcome,
            amount_cents=None if outcome is Outcome.REJECTED else row.granted_cents,
            letter_on=row.decided_on,
            received_on=row.decided_on,
            letter_kept=letters_kept,
        )
    return application


def _note(ctx: InOneGo, actor: Actor, application: Application, planned: PlannedRow, change: CellChange | None) -> None:
    """Keeps what was noted in the sheet, and every cell that is no fact."""
    texts = [(odd.field, odd_text(odd)) for odd in planned.odd]
    plain = change.theirs if change else (planned.row.note if planned.here is None else "")
    connection, scope, now = ctx.work.connection, actor.scope, ctx.clock.now()
    if change is not None:
        for old in application_notes.open_of(connection, scope, [application.id]):
            if old.field == Field.NOTE:
                application_notes.settle(connection, scope, application.id, old.id, actor.person_id, now)
    for field, text in [*texts, *([(Field.NOTE, plain)] if plain else [])]:
        note = ApplicationNote(
            new_id(), application.id, application.place_id, field.value, text[:MAX_TEXT], actor.person_id, now
        )
        application_notes.add(connection, scope, note)
