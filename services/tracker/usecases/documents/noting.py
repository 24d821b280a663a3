"""The audit rows of documents."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.documents.records import Document
from shared.access.actors import Actor
from shared.audit import AuditEntry


def subject_of(document_id: str) -> str:
    """What audit rows about a document are filed under."""
    return f"document:{document_id}"


def document_entry(actor: Actor, document: Document, action: str, now: datetime, **detail: object) -> AuditEntry:
    """The audit row `document.<action>`."""
    return AuditEntry(
        action=f"document.{action}",
        subject=subject_of(document.id),
        at=now,
        person_id=actor.person_id,
        organisation_id=document.place_id,
        acting_for=document.place_id if document.place_id in actor.mandate_of else None,
        via=actor.acting_via,
        after={"kind": document.kind, "title": document.title},
        detail={"version": document.version, **detail},
    )
