"""The term for an objection against a decision of a government."""

from __future__ import annotations

from datetime import date, timedelta

OBJECTION_WEEKS = 6
"""Not verified: what the letter itself says goes before. A date that follows from it only warns."""


def objection_until(letter_on: date) -> date:
    """The last day to send an objection, when the letter names none: counted from the date on the letter."""
    return letter_on + timedelta(weeks=OBJECTION_WEEKS)
