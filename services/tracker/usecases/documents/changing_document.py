"""What every change of a document has in common: one transaction, rights, idempotency, version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.documents.records import Document
from services.tracker.settings import TrackerContext
from services.tracker.storage import documents
from services.tracker.usecases.documents.rights import UPDATE
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import NotFound, Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


@dataclass
class DocumentChange:
    """One document in the hands of one person, inside one transaction."""

    work: Writing
    actor: Actor
    document: Document
    now: datetime

    def write(self, **values: object) -> None:
        """Writes new values. Raises Stale when somebody else was first."""
        self.document = documents.change(self.work.connection, self.actor.scope, self.document, **values)


@contextmanager
def changing_document(
    ctx: TrackerContext,
    actor: Actor,
    document_id: str,
    *,
    once: Once | None,
    expected_version: int | None,
    removed: bool = False,
) -> Iterator[DocumentChange]:
    """A transaction on one document; `removed` says which sort is meant.

    Raises NotFound, Forbidden, AlreadyDone for a repeated key, Stale for another version than the expected one.
    """
    with ctx.write() as work:
        document = documents.get(work.connection, actor.scope, document_id)
        require(actor, UPDATE, place_id=document.place_id)
        if once is not None:
            once.begin(work.connection)
        if (document.removed_at is not None) is not removed:
            raise NotFound(_("Dit document is niet gevonden."))
        if expected_version is not None and expected_version != document.version:
            message = _("Iemand anders heeft dit document net veranderd. Kijk eerst wat er nu staat.")
            raise Stale(message, document.version)
        change = DocumentChange(work, actor, document, ctx.clock.now())
        yield change
        if once is not None:
            once.finish(work.connection, change.document)
