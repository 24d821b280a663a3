"""What the tracker's database holds of a person. What dossiers hold belongs to the place, and must be kept by law."""

from __future__ import annotations

from services.tracker.storage.tables import application, calendar_secret, metadata, sheet_import, sheet_layout, task
from shared.access.own_data.holdings import AtErasure, Holding, common, mentions, own

_KNOWN: list[Holding] = [
    *common(metadata),
    own(calendar_secret, hidden=("secret_hash",)),
    own(sheet_layout, "owner_id"),
    # What was read from their own file; what was taken over from it stands in the applications.
    Holding(
        sheet_import,
        lambda who: sheet_import.c.owner_id == who.id,
        AtErasure.BLANK,
        {"content": None, "file_name": "", "choices": {}},
    ),
    # Work without anybody to do it belongs to the whole team again.
    Holding(
        application, lambda who: application.c.owner_id == who.id, AtErasure.BLANK, {"owner_id": None}, mention=True
    ),
    Holding(task, lambda who: task.c.owner_id == who.id, AtErasure.BLANK, {"owner_id": None}, mention=True),
]


def _started() -> list[Holding]:
    """Also where the person only began or finished something."""
    return [
        Holding(application, lambda who: application.c.started_by == who.id, AtErasure.KEEP, mention=True),
        Holding(task, lambda who: task.c.done_by == who.id, AtErasure.KEEP, mention=True),
    ]


HOLDINGS: tuple[Holding, ...] = (*_KNOWN, *_started(), *mentions(metadata, _KNOWN))
