"""The files that a person sent in, of places that they may see now: for the export of their own data."""

from __future__ import annotations

from collections.abc import Iterator

from services.tracker.settings import TrackerContext
from services.tracker.storage import stored_files
from services.tracker.usecases.documents.keeping import file_store
from shared.access.actors import Actor
from shared.kernel.errors import NotFound


def own_files(ctx: TrackerContext, actor: Actor) -> Iterator[tuple[str, bytes]]:
    """Names and bytes; a file whose bytes are gone is left out."""
    with ctx.database.read() as connection:
        found = stored_files.made_by(connection, actor.scope, actor.person_id)
    for file in found:
        try:
            yield file.name, file_store(ctx).get(file.stored_as)
        except NotFound:
            continue
