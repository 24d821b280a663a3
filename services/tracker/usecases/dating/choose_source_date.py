"""Choosing between the date that somebody entered and the one that the source names now."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState, Origin
from services.tracker.domain.records import Application
from services.tracker.domain.source_news import KeptChange
from services.tracker.domain.states import PREPARING, events_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import source_changes
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.scheduling import schedule
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DEADLINE, Action.UPDATE)
SEE = Right(Resource.DEADLINE, Action.READ)


def choose_source_date(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    change_id: str,
    *,
    take: bool,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Takes the source's date over (`take`), or keeps the own one; either way nothing is asked about it any more.

    Raises NotFound when there is nothing to choose about, NotAllowedNow once the application was sent, Stale.
    """
    with changing(ctx, actor, application_id, SEE, once=once, expected_version=expected_version) as change:
        application = change.application
        proposal = source_changes.open_proposal(change.work.connection, actor.scope, application.id)
        if proposal is None or proposal.id != change_id or proposal.entered is None:
            raise NotFound(_("Hier valt niets meer te kiezen."))
        held = change.closing()
        require(actor, RIGHT, place_id=application.place_id, owner_id=held.told_by if held else None)
        source_changes.settle(change.work.connection, actor.scope, application.id, change.now)
        if take:
            _take(change, proposal)
        detail: dict[str, object] = {"day": proposal.entered.day.isoformat(), "taken": take}
        change.write("source_date_chosen", detail)
    return change.application


def _take(change: Change, proposal: KeptChange) -> None:
    application = change.application
    if application.state not in PREPARING or proposal.entered is None:
        allowed = events_for(application.state, roles_of(change.actor, application.place_id))
        raise NotAllowedNow(_("De sluitdag doet er nu niet meer toe."), allowed, "state")
    schedule(
        change.work,
        change.actor.scope,
        application,
        proposal.entered,
        DeadlineState.CONFIRMED if proposal.sure else DeadlineState.PROPOSED,
        told_by=change.actor.person_id,
        now=change.now,
        before=change.closing(),
        origin=Origin.SOURCE,
    )
