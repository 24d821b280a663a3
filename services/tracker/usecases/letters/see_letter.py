"""Seeing what was read in a letter."""

from __future__ import annotations

from services.tracker.domain.letters.confirmed import Confirmed, LetterReading
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, letter_readings
from services.tracker.usecases.letters.take_letter import FACTS, RIGHT
from shared.access.actors import Actor
from shared.access.rights import may, require


def see_letter(
    ctx: TrackerContext, actor: Actor, application_id: str, reading_id: str
) -> tuple[Application, LetterReading]:
    """The letter with its application. Raises NotFound, or Forbidden for who may not write down decisions."""
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        require(actor, RIGHT, place_id=application.place_id, state=application.state.value, facts=FACTS)
        return application, letter_readings.get(connection, actor.scope, application_id, reading_id)


def confirmed_of(ctx: TrackerContext, actor: Actor, application_id: str) -> Confirmed | None:
    """What somebody last confirmed of a letter of this application; None without one, or for who may not see it.

    Raises NotFound.
    """
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        if not may(actor, RIGHT, place_id=application.place_id, state=application.state.value, facts=FACTS).allowed:
            return None
        readings = letter_readings.of_application(connection, actor.scope, application_id)
    return next((one.confirmed for one in readings if one.confirmed is not None), None)
