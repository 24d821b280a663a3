"""Whether a place has room for one more file."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from services.tracker.domain.documents.rules import MOST_BYTES_PER_PLACE
from services.tracker.storage.room import bytes_of_place
from shared.access.scope import Scope
from shared.kernel.errors import FieldError, InvalidInput
from shared.uploads import Checked
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

_MB = 1_000_000


def room_left(connection: Connection, scope: Scope, place_id: str) -> int:
    """How many bytes a place can still keep."""
    return max(0, MOST_BYTES_PER_PLACE - bytes_of_place(connection, scope, place_id))


def check_room(
    connection: Connection, scope: Scope, place_id: str, checked: Checked, *, field: str = "file", own: bool = True
) -> None:
    """Raises InvalidInput for `field` when the place is full. `own` is False for who sends to a place of others."""
    left = room_left(connection, scope, place_id)
    if checked.size <= left:
        return
    if own:
        message = _(
            "Uw plek kan nog %(left)s MB bewaren en dit bestand is %(size)s MB. Haal eerst iets weg.",
            left=number(left / _MB),
            size=number(checked.size / _MB),
        )
    else:
        message = _("Er is nu geen ruimte voor nog een foto. Bel de stichting die uw geld uitbetaalt.")
    raise InvalidInput([FieldError(field, "place_full", message)])
