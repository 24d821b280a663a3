"""A new document for a place, and at once for an application when it was sent from there."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.documents.kinds import OWN_KINDS
from services.tracker.domain.documents.records import Document, DocumentVersion
from services.tracker.domain.documents.rules import issued_errors
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, documents
from services.tracker.usecases.documents.attaching import attach
from services.tracker.usecases.documents.keeping import keep_file
from services.tracker.usecases.documents.noting import document_entry
from services.tracker.usecases.documents.rights import CREATE
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import require
from shared.contracts.codes import codes
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.uploads import Checked
from shared.wording.texts import gettext as _

MAX_TITLE = 200


def document_kinds() -> tuple[str, ...]:
    """Every kind of document, as codes."""
    return (*codes("papers"), *OWN_KINDS)


def add_document(
    ctx: TrackerContext,
    actor: Actor,
    *,
    place_id: str,
    checked: Checked,
    kind: str,
    title: str = "",
    issued_on: date | None = None,
    application_id: str | None = None,
    task_id: str | None = None,
    once: Once | None = None,
) -> Document:
    """Keeps a checked file as a document; without a title the name of the file is the title.

    With `application_id` it goes with that application of the place, and completes the task of that paper. Raises
    NotFound, InvalidInput.
    """
    require(actor, CREATE, place_id=place_id)
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        now = ctx.clock.now()
        raise_for(issued_errors(issued_on, now.astimezone(AMSTERDAM).date()))
        title = title.strip() or checked.name.rpartition(".")[0]
        document = Document(
            new_id(), place_id, known_kind(kind), title[:MAX_TITLE], 1, made_by=actor.person_id, made_at=now
        )
        version = keep_new(ctx, work, actor, document, checked, issued_on)
        if application_id is not None:
            application = applications.get(work.connection, actor.scope, application_id)
            if application.place_id != place_id:
                raise NotFound(_("Deze aanvraag is niet gevonden."))
            attach(work, actor, application, document, version, now, task_id=task_id)
        if once is not None:
            once.finish(work.connection, document)
    return document


def keep_new(
    ctx: TrackerContext, work: Writing, actor: Actor, document: Document, checked: Checked, issued_on: date | None
) -> DocumentVersion:
    """Keeps a document with its first version inside a transaction. Raises InvalidInput when the place is full."""
    place_id, now = document.place_id, document.made_at
    file = keep_file(ctx, work, actor, place_id, checked, now)
    documents.add(work.connection, actor.scope, document)
    version = DocumentVersion(new_id(), document.id, place_id, 1, file.id, issued_on, actor.person_id, now)
    documents.add_version(work.connection, actor.scope, version)
    work.note(document_entry(actor, document, "added", now, file=file.name))
    return version


def known_kind(kind: str) -> str:
    """The kind, when it is one. Raises InvalidInput."""
    if kind not in document_kinds():
        raise InvalidInput([FieldError("kind", "unknown", _("Kies wat voor document dit is."))])
    return kind
