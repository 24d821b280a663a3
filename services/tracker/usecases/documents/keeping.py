"""Keeping a checked file for a place: the bytes in the store first, then the row in the transaction of the act."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.documents.records import StoredFile
from services.tracker.domain.documents.rules import MOST_BYTES_PER_PLACE
from services.tracker.settings import TrackerContext
from services.tracker.storage import stored_files
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.uploads import Checked, FolderStore, store_of
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

AREA = "documents"
_MB = 1_000_000


def file_store(ctx: TrackerContext) -> FolderStore:
    """Where the bytes of documents are."""
    return store_of(ctx.settings, AREA)


def keep_file(
    ctx: TrackerContext, work: Writing, actor: Actor, place_id: str, checked: Checked, now: datetime
) -> StoredFile:
    """Keeps the file for the place. Raises InvalidInput for `file` when the place is full.

    When the transaction fails after this, the bytes are swept by the clock a day later.
    """
    left = MOST_BYTES_PER_PLACE - stored_files.bytes_of_place(work.connection, actor.scope, place_id)
    if checked.size > left:
        message = _(
            "Uw plek kan nog %(left)s MB bewaren en dit bestand is %(size)s MB. Haal eerst iets weg.",
            left=number(max(left, 0) / _MB),
            size=number(checked.size / _MB),
        )
        raise InvalidInput([FieldError("file", "place_full", message)])
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
