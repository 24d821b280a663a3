"""The letter or mail in which a funder tells something: its date, the day it came, and that it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError


@dataclass(frozen=True)
class FunderLetter:
    """What somebody writes down of a letter. The day of entering it here is a third date, kept with the record."""

    letter_on: date
    received_on: date
    kept: bool
    note: str = ""


def letter_errors(letter: FunderLetter, today: date) -> list[FieldError]:
    """What can't be right about a letter, all at once; empty when it is sound."""
    errors: list[FieldError] = []
    if not letter.kept:
        errors.append(FieldError("letterKept", "required", _("Bewaar eerst de brief of de mail, en vink dit aan.")))
    if letter.letter_on > today:
        errors.append(FieldError("letterOn", "in_future", _("De datum op de brief ligt in de toekomst.")))
    if letter.received_on > today:
        errors.append(FieldError("receivedOn", "in_future", _("De dag van ontvangst ligt in de toekomst.")))
    elif letter.received_on < letter.letter_on:
        message = _("U kunt de brief niet krijgen voordat hij is geschreven.")
        errors.append(FieldError("receivedOn", "before_letter", message))
    return errors
