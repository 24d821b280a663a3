"""Keeping a checked file for a place: the bytes in the store first, then the row in the transaction of the act."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.documents.records import StoredFile
from services.tracker.settings import TrackerContext
from services.tracker.storage import stored_files
from services.tracker.usecases.how_often import UPLOADS, count_once
from services.tracker.usecases.room import check_room
from shared.access.actors import Actor
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.uploads import Checked, FolderStore, store_of

AREA = "documents"


def file_store(ctx: TrackerContext) -> FolderStore:
    """Where the bytes of documents are."""
    return store_of(ctx.settings, AREA)


def keep_file(
    ctx: TrackerContext,
    work: Writing,
    actor: Actor,
    place_id: str,
    checked: Checked,
    now: datetime,
    *,
    field: str = "file",
) -> StoredFile:
    """Keeps the file for the place. Raises InvalidInput for `field` when the place is full, TooMany.

    When the transaction fails after this, the bytes are swept by the clock a day later.
    """
    count_once(ctx, actor, UPLOADS)
    check_room(work.connection, actor.scope, place_id, checked, field=field)
    file = StoredFile(
        id=new_id(),
        place_id=place_id,
        stored_as=file_store(ctx).put(checked.data),
        name=checked.name,
        kind=checked.kind.value,
        size=checked.size,
        digest=checked.digest,
        made_by=actor.person_id,
        made_at=now,
    )
    stored_files.add(work.connection, actor.scope, file)
    return file
