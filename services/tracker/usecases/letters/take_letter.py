"""Taking in a letter of the funder: kept as a document, and read by rules. Nothing is decided by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.documents.kinds import DECISION_LETTER
from services.tracker.domain.documents.records import Document, DocumentVersion
from services.tracker.domain.letters.confirmed import LetterReading
from services.tracker.domain.letters.read_letter import MAX_LETTERS, read_letter
from services.tracker.domain.records import Application
from services.tracker.domain.states import PREPARING, events_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, documents, letter_readings
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.documents.attaching import attach
from services.tracker.usecases.documents.keeping import keep_file
from services.tracker.usecases.documents.noting import document_entry
from services.tracker.usecases.roles import roles_of
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right, require
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.uploads import Checked
from shared.uploads.kinds import IMAGES
from shared.uploads.texts import text_of
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DECISION, Action.ADD_PAPER)
FACTS = frozenset({Fact.WITH_FILE})


def take_letter(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    checked: Checked | None = None,
    text: str = "",
    once: Once | None = None,
) -> LetterReading:
    """Keeps the letter with the application and reads it. A text that was typed goes before that of the file.

    Raises InvalidInput when there is nothing to read (a photo has no text), NotAllowedNow before anything was sent.
    """
    with ctx.database.read() as connection:
        allowed_application(connection, actor, application_id)  # before the file costs anything to read
    words = _words(checked, text)
    with ctx.write() as work:
        application = allowed_application(work.connection, actor, application_id)
        if once is not None:
            once.begin(work.connection)
        now = ctx.clock.now()
        document = None if checked is None else _keep(ctx, work, actor, application, checked, now)
        found = read_letter(words, asked_cents=application.amount_cents)
        reading = LetterReading(
            id=new_id(),
            application_id=application.id,
            place_id=application.place_id,
            document_id=document.id if document else None,
            text=found.text,
            findings=found.findings,
            version=1,
            read_by=actor.person_id,
            read_at=now,
        )
        letter_readings.add(work.connection, actor.scope, reading)
        work.note(
            audit_entry(actor, application, "letter_read", now, before=application, detail={"letter": reading.id})
        )
        if once is not None:
            once.finish(work.connection, reading)
    return reading


def allowed_application(connection: Connection, actor: Actor, application_id: str) -> Application:
    """The application, for somebody who may write down what its funder decided. Raises NotAllowedNow too early."""
    application = applications.get(connection, actor.scope, application_id)
    require(actor, RIGHT, place_id=application.place_id, state=application.state.value, facts=FACTS)
    if application.state in PREPARING:
        allowed = events_for(application.state, roles_of(actor, application.place_id))
        raise NotAllowedNow(_("Schrijf eerst op dat u de aanvraag hebt ingediend."), allowed, "not_sent")
    return application


def _words(checked: Checked | None, text: str) -> str:
    typed = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(typed) > MAX_LETTERS:
        message = _("Deze tekst is te lang. Plak alleen de brief zelf.")
        raise InvalidInput([FieldError("text", "too_long", message)])
    if typed:
        return typed
    if checked is None:
        raise InvalidInput([FieldError("file", "required", _("Kies een bestand, of plak de tekst van de brief."))])
    found = text_of(checked.kind, checked.data)
    if found:
        return found
    if checked.kind in IMAGES:
        message = _("Wij kunnen deze foto niet lezen. Typ de belangrijkste zinnen over. Kies ook de foto opnieuw.")
    else:
        message = _(
            "Wij vinden geen tekst in dit bestand. Typ de belangrijkste zinnen over. Kies ook het bestand opnieuw."
        )
    raise InvalidInput([FieldError("text", "no_text", message)])


def _keep(
    ctx: TrackerContext, work: Writing, actor: Actor, application: Application, checked: Checked, now: datetime
) -> Document:
    place_id = application.place_id
    title = _("Brief over %(title)s", title=application.title)[:200]
    document = Document(new_id(), place_id, DECISION_LETTER, title, 1, actor.person_id, now)
    file = keep_file(ctx, work, actor, place_id, checked, now)
    documents.add(work.connection, actor.scope, document)
    version = DocumentVersion(new_id(), document.id, place_id, 1, file.id, None, actor.person_id, now)
    documents.add_version(work.connection, actor.scope, version)
    work.note(document_entry(actor, document, "added", now, file=file.name))
    attach(work, actor, application, document, version, now)
    return document
