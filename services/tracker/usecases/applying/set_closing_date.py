"""Entering, confirming or moving the closing date of an application."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState, Entered, closing_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import PREPARING, events_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import source_changes
from services.tracker.usecases.changing import changing
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.scheduling import schedule
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DEADLINE, Action.CREATE)
MOVE = Right(Resource.DEADLINE, Action.UPDATE)


def set_closing_date(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    closing: Entered,
    sure: bool,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Makes the date the next version of the deadline, with new reminders.

    `sure` says that the funder or its page told so; only then can the date make an application too late. A member
    moves only a date that they gave themselves. Raises NotAllowedNow once the application was sent or stopped, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        application = change.application
        if application.state not in PREPARING:
            allowed = events_for(application.state, roles_of(actor, application.place_id))
            raise NotAllowedNow(_("De sluitdag doet er nu niet meer toe."), allowed, "state")
        known = change.closing()
        if known is not None:
            require(actor, MOVE, place_id=application.place_id, owner_id=known.told_by)
        raise_for(closing_errors(closing.day, change.now.astimezone(AMSTERDAM).date()))
        deadline = schedule(
            change.work,
            actor.scope,
            application,
            closing,
            DeadlineState.CONFIRMED if sure else DeadlineState.PROPOSED,
            told_by=actor.person_id,
            now=change.now,
            before=known,
        )
        detail: dict[str, object] = {"day": closing.day.isoformat(), "deadline_version": deadline.version}
        # Who enters a date has seen what the source says.
        source_changes.settle(change.work.connection, actor.scope, application.id, change.now)
        change.write("deadline_set", detail)
    return change.application
