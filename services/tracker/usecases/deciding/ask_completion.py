"""Writing down that the funder asks for more before it goes on."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import Kind
from services.tracker.domain.letter_dates import term_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.deciding.decision_clock import stop_clock
from services.tracker.usecases.deciding.known import public_money
from services.tracker.usecases.deciding.recording import Letter, facts_now, keep_letter, recording, wrong_dates
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.telling import tell_team
from services.tracker.usecases.terms import make_term
from shared.access.actors import Actor
from shared.contracts.messages import MessageKind
from shared.plumbing.idempotency import Once


def ask_completion(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    letter: Letter,
    term_ends_on: date,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps what the funder asks and until when; the team hears of it, and the clock of the decision stands still.

    Raises InvalidInput, NotAllowedNow, Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for([*wrong_dates(change, letter), *term_errors("termEndsOn", term_ends_on, letter.letter_on)])
        detail = {"letter_on": letter.letter_on.isoformat(), "term_ends_on": term_ends_on.isoformat()}
        change.happen(Event.ASK_COMPLETION, facts_now(change, term_ends_on=term_ends_on), detail)
        keep_letter(change, Event.ASK_COMPLETION, letter, term_ends_on=term_ends_on)
        # A private funder goes on when it likes: there the day we expect stays as it is.
        if public_money(change.work.connection, actor.scope, change.application) is not False:
            stop_clock(change)
        make_term(change, Kind.COMPLETION, term_ends_on, sure=True)
        tell_team(
            change.work,
            change.application,
            MessageKind.COMPLETION_ASKED,
            change.now,
            closing_date=term_ends_on.isoformat(),
        )
    return change.application
