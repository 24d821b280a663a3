"""The audit rows and messages of who may do what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from shared.access.actors import Actor
from shared.audit import AuditEntry
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


def note(
    work: Writing,
    actor: Actor,
    action: str,
    subject: str,
    organisation_id: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """One act about an organisation in the audit log."""
    work.note(
        AuditEntry(
            action=action,
            subject=subject,
            at=work.clock.now(),
            person_id=actor.person_id,
            organisation_id=organisation_id,
            via=actor.acting_via,
            before=before,
            after=after,
            detail=detail or {},
        )
    )


def tell_people(
    work: Writing, kind: MessageKind, person_ids: Iterable[str], *, subject: str, data: Mapping[str, object]
) -> None:
    """The same message to each of these people."""
    for person_id in sorted(set(person_ids)):
        work.tell(
            Intent(
                id=new_id(),
                kind=kind,
                subject=subject,
                audience=Audience.PERSON,
                person_id=person_id,
                due_at=work.clock.now(),
                data=data,
            )
        )


def last_day(ends_at: datetime) -> str:
    """The last whole day of a period that ends at a moment, as ISO text."""
    return (ends_at - timedelta(seconds=1)).astimezone(AMSTERDAM).date().isoformat()
