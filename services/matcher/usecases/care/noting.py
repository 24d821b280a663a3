"""What the audit log keeps of care for the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shared.access.actors import Actor
from shared.audit import AuditEntry


def care_entry(action: str, actor: Actor, source_id: str, at: datetime, detail: Mapping[str, object]) -> AuditEntry:
    """The row for one act on a source; what it says itself is public and stands in its versions."""
    return AuditEntry(
        action=f"source.{action}",
        subject=f"source:{source_id}",
        at=at,
        person_id=actor.person_id,
        via=actor.acting_via,
        detail=detail,
    )
