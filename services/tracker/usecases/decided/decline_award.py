"""Not taking money that was granted."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from services.tracker.usecases.decided.condition_terms import end_condition_terms
from services.tracker.usecases.decided.end_award import end_award
from services.tracker.usecases.deciding.recording import facts_now
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.DECISION, Action.ACCEPT)
MAX_REASON = 500


def decline_award(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    reason: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """The board does without the money; the place tells the funder itself. It frees the limits of the source.

    Raises NotAllowedNow once money came in, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        detail = {"reason": reason.strip()[:MAX_REASON]} if reason.strip() else None
        change.happen(Event.DECLINE, facts_now(change), detail, attention_at=None)
        end_term(change, Kind.OBJECTION, DeadlineState.WITHDRAWN, "declined")
        end_condition_terms(change, DeadlineState.WITHDRAWN, "declined")
        end_award(change)
    return change.application
