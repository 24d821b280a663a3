"""Telling the funder that the plan changes after the award, and asking where that is needed."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.plan_changes import ChangeKind, ChangeState, PlanChange, change_errors, needs_consent
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.awards import award_facts, award_in
from services.tracker.usecases.changing import changing
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.DECISION, Action.ACCEPT)


def request_change(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    kind: ChangeKind,
    what: str,
    asked_on: date,
    moved_cents: int | None = None,
    report_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps what was asked of the funder; a small shift of money inside the budget is only told.

    Nothing is sent: people tell the funder themselves. `report_on` is the new last day for the report that goes with
    it. Raises InvalidInput, NotAllowedNow when a question is open already, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        award, application = award_in(change), change.application
        raise_for(change_errors(what, asked_on, kind, moved_cents, change.now.astimezone(AMSTERDAM).date()))
        asks = needs_consent(kind, moved_cents, award.award_cents)
        asked = PlanChange(
            id=new_id(),
            application_id=application.id,
            place_id=application.place_id,
            version=1,
            kind=kind,
            state=ChangeState.OPEN if asks else ChangeState.TOLD,
            what=what.strip(),
            asked_on=asked_on,
            moved_cents=moved_cents,
            report_on=report_on,
            recorded_by=actor.person_id,
            recorded_at=change.now,
        )
        award_records.add(change.work.connection, actor.scope, asked)
        detail: dict[str, object] = {"change": kind.value, "change_id": asked.id}
        facts = award_facts(change, award)
        change.happen(Event.REQUEST_CHANGE, facts, detail | {"consent": asks})
    return change.application
