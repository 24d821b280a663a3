"""The columns that a sheet of applications can have, and what ours are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class Field(StrEnum):
    """What a column holds."""

    REF = "ref"
    VERSION = "version"
    PLACE = "place"
    TITLE = "title"
    SOURCE = "source"
    PROVIDER = "provider"
    STATE = "state"
    AMOUNT = "amount"
    CLOSING = "closing"
    SUBMITTED_ON = "submitted_on"
    DECIDED_ON = "decided_on"
    GRANTED = "granted"
    OWNER = "owner"
    NOTE = "note"


FIELD_LABELS: Mapping[Field, str] = {
    Field.REF: _("ref"),
    Field.VERSION: _("versie"),
    Field.PLACE: _("plek"),
    Field.TITLE: _("aanvraag"),
    Field.SOURCE: _("bron"),
    Field.PROVIDER: _("gever"),
    Field.STATE: _("stand"),
    Field.AMOUNT: _("gevraagd bedrag"),
    Field.CLOSING: _("sluitdatum"),
    Field.SUBMITTED_ON: _("ingediend op"),
    Field.DECIDED_ON: _("besluit op"),
    Field.GRANTED: _("toegekend bedrag"),
    Field.OWNER: _("wie doet dit"),
    Field.NOTE: _("notitie"),
}
"""The headings of our own file, and what the columns are called on the screen."""

AMOUNTS = frozenset({Field.AMOUNT, Field.GRANTED})
DAYS = frozenset({Field.CLOSING, Field.SUBMITTED_ON, Field.DECIDED_ON})

UPDATED = (Field.TITLE, Field.OWNER, Field.AMOUNT, Field.CLOSING, Field.NOTE)
"""What a sheet that comes back can change of an application that is here."""
