"""Taking a submitted application back before it is decided."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from services.tracker.usecases.scheduling import end_reminders
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.SUBMISSION, Action.WITHDRAW)


def withdraw_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Marks the application as withdrawn; the place tells the funder itself. Raises NotAllowedNow, Stale.

    It frees the limits of the source, which count only what is with the funder or was granted.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        change.happen(Event.WITHDRAW, change.facts(), attention_at=None)
        end_reminders(change.work, actor.scope, change.application, "withdrawn", change.now, None)
        for kind in (Kind.COMPLETION, Kind.DECISION_EXPECTED):
            end_term(change, kind, DeadlineState.WITHDRAWN, "withdrawn")
    return change.application
