"""Work that goes from one person to another in one step, and for how long that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

UNDO = timedelta(days=1)


@dataclass(frozen=True)
class HandoverItem:
    """One thing that went over: a task, or the application itself when `task_id` is None."""

    id: str
    handover_id: str
    application_id: str
    place_id: str
    task_id: str | None
    from_person: str
    to_person: str
    handed_by: str
    handed_at: datetime
    undone_at: datetime | None = None
