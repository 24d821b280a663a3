"""A newer version of a document, such as this year's extract; the old ones are kept."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.documents.records import Document, DocumentVersion
from services.tracker.domain.documents.rules import issued_errors
from services.tracker.settings import TrackerContext
from services.tracker.storage import documents
from services.tracker.usecases.documents.changing_document import changing_document
from services.tracker.usecases.documents.keeping import keep_file
from services.tracker.usecases.documents.noting import document_entry
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.uploads import Checked


def add_version(
    ctx: TrackerContext,
    actor: Actor,
    document_id: str,
    *,
    checked: Checked,
    issued_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Document:
    """Keeps the file as the newest version. Applications keep the version that was attached to them.

    Raises NotFound, InvalidInput, Stale.
    """
    with changing_document(ctx, actor, document_id, once=once, expected_version=expected_version) as change:
        now, connection, scope = change.now, change.work.connection, actor.scope
        raise_for(issued_errors(issued_on, now.astimezone(AMSTERDAM).date()))
        place_id = change.document.place_id
        number = documents.versions_of(connection, scope, [document_id])[document_id][0].number + 1
        # The document first: of two people at once one writes it, so that no number is given twice.
        change.write()
        file = keep_file(ctx, change.work, actor, place_id, checked, now)
        version = DocumentVersion(new_id(), document_id, place_id, number, file.id, issued_on, actor.person_id, now)
        documents.add_version(connection, scope, version)
        change.work.note(document_entry(actor, change.document, "version_added", now, number=number, file=file.name))
    return change.document
