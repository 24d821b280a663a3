"""Confirming what stands in a letter: each proposal as it is or corrected, by a person."""

from __future__ import annotations

from services.tracker.domain.letters.confirmed import Confirmed, LetterReading, confirmed_errors
from services.tracker.settings import TrackerContext
from services.tracker.storage import letter_readings
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.letters.take_letter import allowed_application
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def confirm_letter(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    reading_id: str,
    *,
    confirmed: Confirmed,
    once: Once | None = None,
    expected_version: int | None = None,
) -> LetterReading:
    """Keeps what the person made of the letter; the decision form offers it. The application does not change by it.

    Raises InvalidInput, NotFound, Stale.
    """
    with ctx.write() as work:
        application = allowed_application(work.connection, actor, application_id)
        if once is not None:
            once.begin(work.connection)
        now = ctx.clock.now()
        reading = letter_readings.get(work.connection, actor.scope, application_id, reading_id)
        if expected_version is not None and expected_version != reading.version:
            message = _("Iemand anders heeft deze brief net nagekeken. Kijk eerst wat er nu staat.")
            raise Stale(message, reading.version)
        raise_for(confirmed_errors(confirmed, now.astimezone(AMSTERDAM).date()))
        person = actor.person_id
        reading = letter_readings.confirm(work.connection, actor.scope, reading, confirmed, person, now)
        detail = {"letter": reading.id, "outcome": confirmed.outcome.value}
        work.note(audit_entry(actor, application, "letter_confirmed", now, before=application, detail=detail))
        if once is not None:
            once.finish(work.connection, reading)
    return reading
