"""Letting a document of the place go with an application, or taking it off again."""

from __future__ import annotations

from services.tracker.domain.documents.records import Document, DocumentLink, DocumentVersion
from services.tracker.domain.documents.rules import stays
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, document_links, documents
from services.tracker.usecases.documents.attaching import attach, note_link, reopen_tasks
from services.tracker.usecases.documents.rights import UPDATE
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def attach_document(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    document_id: str,
    number: int | None = None,
    task_id: str | None = None,
    once: Once | None = None,
) -> DocumentLink:
    """Attaches a version (the newest when `number` is None) of a document of the same place.

    Raises NotFound for a document of another place or a removed one, InvalidInput when there are too many.
    """
    with ctx.write() as work:
        application = _application(work, actor, application_id)
        if once is not None:
            once.begin(work.connection)
        document, version = _version(work, actor, application, document_id, number)
        link = attach(work, actor, application, document, version, ctx.clock.now(), task_id=task_id)
        if once is not None:
            once.finish(work.connection, link)
    return link


def detach_document(
    ctx: TrackerContext, actor: Actor, application_id: str, link_id: str, *, once: Once | None = None
) -> Application:
    """Takes a document off an application and opens its task again; the place keeps the document.

    Raises NotAllowedNow when it went along to the funder, or a decision rests on it.
    """
    with ctx.write() as work:
        application = _application(work, actor, application_id)
        if once is not None:
            once.begin(work.connection)
        link = document_links.get(work.connection, actor.scope, application_id, link_id)
        document = documents.get(work.connection, actor.scope, link.document_id)
        if stays(link, document.kind, application.state):
            raise NotAllowedNow(
                _("Dit document hoort bij wat er is ingediend of besloten. Het blijft staan."), code="stays"
            )
        now = ctx.clock.now()
        document_links.detach(work.connection, actor.scope, [link.id], now)
        reopen_tasks(work, actor, application, [link])
        note_link(work, actor, application, document, "document_detached", now)
        if once is not None:
            once.finish(work.connection, application)
    return application


def _application(work: Writing, actor: Actor, application_id: str) -> Application:
    application = applications.get(work.connection, actor.scope, application_id)
    require(actor, UPDATE, place_id=application.place_id, state=application.state.value)
    return application


def _version(
    work: Writing, actor: Actor, application: Application, document_id: str, number: int | None
) -> tuple[Document, DocumentVersion]:
    document = documents.get(work.connection, actor.scope, document_id)
    if document.place_id == application.place_id and document.removed_at is None:
        for version in documents.versions_of(work.connection, actor.scope, [document_id])[document_id]:
            if number in (None, version.number) and version.file_id is not None:
                return document, version
    raise NotFound(_("Dit document is niet gevonden."))
