"""Notes with an application: plain ones, and cells of a sheet that are no fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MAX_TEXT = 2_000


@dataclass(frozen=True)
class ApplicationNote:
    """A note; `field` is the column of the sheet that it came from, `note` for a plain one."""

    id: str
    application_id: str
    place_id: str
    field: str
    text: str
    recorded_by: str
    recorded_at: datetime
