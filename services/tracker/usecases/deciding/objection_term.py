"""The term in which a place may object: only against a government, from the date on the letter."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import Kind
from services.tracker.domain.objections import objection_until
from services.tracker.usecases.changing import Change
from services.tracker.usecases.deciding.known import public_money
from services.tracker.usecases.terms import make_term


def open_objection_term(change: Change, letter_on: date, until: date | None) -> None:
    """Makes the deadline with its reminders. `until` is the day that the letter names; without it our own count warns.

    Nothing happens where public law does not hold.
    """
    if not public_money(change.work.connection, change.actor.scope, change.application):
        return
    make_term(change, Kind.OBJECTION, until or objection_until(letter_on), sure=until is not None)
