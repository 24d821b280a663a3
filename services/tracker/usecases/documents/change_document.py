"""Changing what a document is called, what it is, and the date that stands on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.tracker.domain.documents.records import Document, DocumentVersion
from services.tracker.domain.documents.rules import issued_errors, stays
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, document_links, documents
from services.tracker.usecases.documents.add_document import MAX_TITLE, known_kind
from services.tracker.usecases.documents.changing_document import DocumentChange, changing_document
from services.tracker.usecases.documents.noting import document_entry
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def change_document(
    ctx: TrackerContext,
    actor: Actor,
    document_id: str,
    *,
    title: str,
    kind: str,
    issued_on: date | None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Document:
    """Writes title and kind, and the date on the newest version. Raises NotFound, InvalidInput, Stale.

    Raises NotAllowedNow for kind or date of what went to a funder, or carries a decision: so it was sent.
    """
    if not title.strip():
        raise InvalidInput([FieldError("title", "required", _("Geef het document een naam."))])
    with changing_document(ctx, actor, document_id, once=once, expected_version=expected_version) as change:
        raise_for(issued_errors(issued_on, change.now.astimezone(AMSTERDAM).date()))
        connection, scope = change.work.connection, actor.scope
        newest = documents.versions_of(connection, scope, [document_id])[document_id][0]
        wanted_kind = known_kind(kind)
        _check_dossiers(change, newest, wanted_kind, issued_on)
        documents.date_version(connection, scope, replace(newest, issued_on=issued_on))
        change.write(title=title.strip()[:MAX_TITLE], kind=wanted_kind)
        change.work.note(document_entry(actor, change.document, "changed", change.now))
    return change.document


def _check_dossiers(change: DocumentChange, newest: DocumentVersion, kind: str, issued_on: date | None) -> None:
    connection, scope, document = change.work.connection, change.actor.scope, change.document
    links = document_links.of_documents(connection, scope, [document.id])
    found = applications.by_ids(connection, scope, {link.application_id for link in links})
    staying = [link for link in links if stays(link, document.kind, found[link.application_id].state)]
    dated = any(link.document_version_id == newest.id for link in staying) and issued_on != newest.issued_on
    if dated or (staying and kind != document.kind):
        message = _("Dit document hoort bij wat er is ingediend of besloten. U kunt alleen de naam nog veranderen.")
        raise NotAllowedNow(message, code="stays")
