"""What the audit log keeps of a change to a need."""

from __future__ import annotations

from services.matcher.storage.needs import NeedRow
from shared.access.actors import Actor
from shared.audit import AuditEntry


def need_entry(action: str, actor: Actor, before: NeedRow | None, after: NeedRow) -> AuditEntry:
    """The row for one act on a need."""
    return AuditEntry(
        action=action,
        subject=f"need:{after.id}",
        at=after.changed_at,
        person_id=actor.person_id,
        organisation_id=after.place_id,
        acting_for=after.place_id if after.place_id in actor.mandate_of else None,
        via=actor.acting_via,
        before=None if before is None else {**before.document, "state": before.state},
        after={**after.document, "state": after.state},
        detail={"version": after.version},
    )
