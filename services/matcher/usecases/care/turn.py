"""A source in hand: while one changes it all others wait, so that nobody overwrites what they did not see."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from services.matcher.storage import sources
from services.matcher.storage.sources import DROPPED, SourceRow
from services.matcher.usecases.catalogue.differences import differences
from shared.access.scope import SYSTEM
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.wording.texts import gettext as _


def source_to_change(connection: Connection, source_id: str, expected_version: int | None = None) -> SourceRow:
    """The source as it holds now, until the transaction ends.

    Raises NotFound, NotAllowedNow when it is listed no more, Stale with the fields that differ since
    `expected_version` when that is another version than holds.
    """
    sources.take_turn(SYSTEM, connection)
    row = sources.find(SYSTEM, connection, source_id)
    if row is None:
        raise NotFound(_("Deze bron staat niet in de catalogus."))
    if row.listing == DROPPED:
        message = _("Deze bron staat niet meer in de catalogus. Er valt niets meer te veranderen.")
        raise NotAllowedNow(message, code="dropped")
    if expected_version is not None and expected_version != row.version:
        raise stale(connection, row, expected_version)
    return row


def stale(connection: Connection, row: SourceRow, expected_version: int) -> Stale:
    """The answer to who looked at another version than holds, with the fields that differ since."""
    seen = sources.document_of(SYSTEM, connection, row.id, expected_version)
    changed = [] if seen is None else differences(seen, row.document)
    message = _("Iemand anders heeft deze bron net veranderd. Kijk wat er nu staat, en probeer het opnieuw.")
    return Stale(message, row.version, {change["field"]: change["after"] for change in changed})
