"""The dates of a letter of the funder: the day on it, the day it came; the day of writing it down is ours."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError


def letter_errors(letter_on: date, received_on: date, submitted_on: date | None, today: date) -> list[FieldError]:
    """What can't be true of these dates, all at once. Terms run from the date on the letter."""
    errors = []
    if letter_on > today:
        errors.append(FieldError("letterOn", "in_future", _("De datum op de brief ligt in de toekomst.")))
    elif submitted_on is not None and letter_on < submitted_on:
        message = _("De brief is ouder dan de aanvraag. Kijk de datum op de brief na.")
        errors.append(FieldError("letterOn", "before_submission", message))
    if received_on > today:
        errors.append(FieldError("receivedOn", "in_future", _("De dag van ontvangst ligt in de toekomst.")))
    elif received_on < letter_on:
        message = _("U kunt de brief niet krijgen voordat hij is geschreven.")
        errors.append(FieldError("receivedOn", "before_letter", message))
    return errors


def term_errors(field: str, last_day: date, letter_on: date) -> list[FieldError]:
    """A term that a letter gives ends after the letter."""
    if last_day >= letter_on:
        return []
    return [FieldError(field, "before_letter", _("Deze dag ligt vóór de datum op de brief. Kijk hem na."))]


def happened_errors(field: str, day: date, today: date) -> list[FieldError]:
    """What people did lies not ahead."""
    if day <= today:
        return []
    return [FieldError(field, "in_future", _("Deze dag ligt in de toekomst. Vul in wanneer het gebeurd is."))]
