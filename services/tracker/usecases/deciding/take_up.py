"""Writing down that the funder began to look at the application."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.deciding.recording import Letter, facts_now, keep_letter, recording, wrong_dates
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once


def take_up(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    letter: Letter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the word of the funder. Raises InvalidInput, NotAllowedNow, Stale."""
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for(wrong_dates(change, letter))
        change.happen(Event.TAKE_UP, facts_now(change), {"letter_on": letter.letter_on.isoformat()})
        keep_letter(change, Event.TAKE_UP, letter)
    return change.application
