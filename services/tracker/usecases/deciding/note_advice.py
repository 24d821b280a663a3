"""Writing down what the funder advises while it looks at the application."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.deciding.recording import Letter, facts_now, keep_letter, recording, wrong_dates
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once


def note_advice(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    letter: Letter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the advice in its own words. Raises InvalidInput, NotAllowedNow without words, Stale."""
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for(wrong_dates(change, letter))
        detail = {"letter_on": letter.letter_on.isoformat()}
        change.happen(Event.NOTE_ADVICE, facts_now(change, reason=letter.text), detail)
        keep_letter(change, Event.NOTE_ADVICE, letter)
    return change.application
