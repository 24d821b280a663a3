"""A prepared message to a funder, with its text to copy."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.budgets.records import FunderNote
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, funder_notes
from services.tracker.usecases.budgeting.working import READ
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import require
from shared.wording.money import euros
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class NoteView:
    """The message, the request that it is about, and what to write, paragraph by paragraph."""

    note: FunderNote
    application: Application
    decided: Application
    paragraphs: tuple[str, ...]


def read_note(ctx: TrackerContext, actor: Actor, application_id: str, note_id: str) -> NoteView:
    """One message of an application. Raises NotFound."""
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        require(actor, READ, place_id=application.place_id, state=application.state.value)
        note = funder_notes.get(connection, actor.scope, application_id, note_id)
        decided = applications.get(connection, actor.scope, note.decided_id)
    with ctx.people.read() as connection:
        place = directory.organisation_names(connection, [application.place_id]).get(application.place_id, "")
    return NoteView(note, application, decided, _paragraphs(note, application, decided, place))


def _paragraphs(note: FunderNote, application: Application, decided: Application, place: str) -> tuple[str, ...]:
    over = euros(note.over_cents)
    if note.line_texts:
        too_much = _("Samen is er nu %(over)s te veel voor: %(lines)s.", over=over, lines=", ".join(note.line_texts))
    else:
        too_much = _("Samen is er nu %(over)s te veel voor dit plan.", over=over)
    return (
        _("Geachte heer, mevrouw,"),
        _("U kreeg van ons een aanvraag voor “%(title)s”.", title=application.title),
        _(
            "Wij kregen intussen ook geld van een andere gever: %(awarded)s van %(provider)s.",
            awarded=euros(note.awarded_cents),
            provider=decided.provider,
        ),
        too_much,
        _("Wij willen geen kosten dubbel laten betalen. Daarom laten wij u dit nu weten."),
        _("Mogen wij het bedrag verlagen, of het geld voor iets anders in dit plan gebruiken? Wij horen het graag."),
        _("Met vriendelijke groet,"),
        place,
    )
