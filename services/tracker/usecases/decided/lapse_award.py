"""Writing down that the award is over because a condition was not met in time."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.decided.condition_terms import end_condition_terms
from services.tracker.usecases.decided.end_award import end_award
from services.tracker.usecases.deciding.recording import Letter, facts_now, keep_letter, recording, wrong_dates
from services.tracker.usecases.informing.write_event import Particulars
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.telling import tell_team
from shared.access.actors import Actor
from shared.contracts.messages import MessageKind
from shared.plumbing.idempotency import Once

OUTCOME = "lapsed"


def lapse_award(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    letter: Letter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the letter and tells the team. Not before a term of a condition is over: only people write this down.

    Raises InvalidInput, NotAllowedNow, Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for(wrong_dates(change, letter))
        told, detail = Particulars(letter.letter_on), {"letter_on": letter.letter_on.isoformat()}
        change.happen(Event.LAPSE, facts_now(change), detail, particulars=told, attention_at=None)
        keep_letter(change, Event.LAPSE, letter)
        end_condition_terms(change, DeadlineState.MISSED, OUTCOME)
        end_award(change)
        tell_team(
            change.work,
            change.application,
            MessageKind.DECISION_RECORDED,
            change.now,
            decision=OUTCOME,
            amount_cents=None,
            letter_on=letter.letter_on.isoformat(),
        )
    return change.application
