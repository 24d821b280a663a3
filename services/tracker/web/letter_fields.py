"""The fields of a letter of the funder, which every act of a funder asks for."""

from __future__ import annotations

from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.web.forms import Reader
from shared.wording.texts import gettext as _


def letter_from(reader: Reader, note: str = "") -> FunderLetter:
    """The fields `letterOn`, `receivedOn` and `letterKept`; what is missing is noted in the reader."""
    letter_on = reader.day("letterOn", _("Vul de datum in die op de brief staat."))
    received_on = reader.day("receivedOn", _("Vul in wanneer u de brief kreeg."))
    kept = reader.tick("letterKept")
    if not kept:
        reader.wrong("letterKept", "required", _("Bewaar eerst de brief of de mail, en vink dit aan."))
    return FunderLetter(letter_on, received_on, kept, note)


def amount_from(reader: Reader, field: str, missing: str) -> int:
    """Whole cents of an amount that must be there."""
    cents = reader.maybe_amount(field)
    if cents is None and not reader.raw(field):
        reader.wrong(field, "required", missing)
    return cents or 0


def whole_number(reader: Reader, field: str) -> int | None:
    """A whole number, None when it was left empty or can't be read (which is told)."""
    typed = reader.raw(field)
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        reader.wrong(field, "not_an_integer", _("Vul een heel getal in, zonder letters of komma."))
        return None
    return int(typed)
