"""Removing a document of a place, and having it back within a day."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.documents.records import Document, DocumentLink
from services.tracker.domain.documents.rules import UNDO, stays
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, document_links, tasks
from services.tracker.usecases.documents.attaching import note_link, reopen_tasks
from services.tracker.usecases.documents.changing_document import DocumentChange, changing_document
from services.tracker.usecases.documents.noting import document_entry
from shared.access.actors import Actor
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def remove_document(
    ctx: TrackerContext,
    actor: Actor,
    document_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Document:
    """Takes the document from the place and from applications that were not sent yet; sent ones keep it.

    The file itself goes after a day, unless an application keeps it. Raises NotFound, Stale.
    """
    with changing_document(ctx, actor, document_id, once=once, expected_version=expected_version) as change:
        connection, scope, now = change.work.connection, actor.scope, change.now
        links = document_links.of_documents(connection, scope, [document_id])
        found = applications.by_ids(connection, scope, {link.application_id for link in links})
        loose = [link for link in links if not stays(link, change.document.kind, found[link.application_id].state)]
        document_links.detach(connection, scope, [link.id for link in loose], now)
        for link in loose:
            reopen_tasks(change.work, actor, found[link.application_id], [link])
            note_link(change.work, actor, found[link.application_id], change.document, "document_detached", now)
        change.write(removed_by=actor.person_id, removed_at=now)
        change.work.note(document_entry(actor, change.document, "removed", now))
    return change.document


def restore_document(
    ctx: TrackerContext,
    actor: Actor,
    document_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Document:
    """Brings a removed document back, also where it was attached. Raises NotAllowedNow after a day."""
    with changing_document(
        ctx, actor, document_id, once=once, expected_version=expected_version, removed=True
    ) as change:
        removed_at = change.document.removed_at
        if removed_at is None or change.now > removed_at + UNDO:
            raise NotAllowedNow(_("Dit document is langer dan een dag weg. Stuur het opnieuw."), code="too_late")
        _attach_again(change, actor, removed_at)
        change.write(removed_by=None, removed_at=None)
        change.work.note(document_entry(actor, change.document, "restored", change.now))
    return change.document


def _attach_again(change: DocumentChange, actor: Actor, removed_at: datetime) -> None:
    connection, scope = change.work.connection, actor.scope
    links = document_links.detached_at(connection, scope, change.document.id, removed_at)
    found = applications.by_ids(connection, scope, {link.application_id for link in links})
    for link in links:
        application = found[link.application_id]
        document_links.attach_again(connection, scope, link.id)
        _complete_again(change, actor, application, link)
        note_link(change.work, actor, application, change.document, "document_attached", change.now)


def _complete_again(change: DocumentChange, actor: Actor, application: Application, link: DocumentLink) -> None:
    connection, scope = change.work.connection, actor.scope
    for task in tasks.of_application(connection, scope, application.id):
        if task.id == link.task_id and task.done_at is None:
            tasks.mark(connection, scope, task, change.now, actor.person_id)
