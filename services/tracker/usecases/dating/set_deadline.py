"""Entering or moving a deadline that a person knows of, besides the closing."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import OPEN_DEADLINE, DeadlineState, Entered, Kind, closing_errors
from services.tracker.domain.kinds import BY_HAND, KINDS
from services.tracker.domain.records import Application
from services.tracker.domain.states import PREPARING, RESTING, State, events_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import deadlines
from services.tracker.usecases.changing import changing
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.scheduling import schedule
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DEADLINE, Action.CREATE)
MOVE = Right(Resource.DEADLINE, Action.UPDATE)


def set_deadline(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    kind: Kind,
    entered: Entered,
    sure: bool,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Makes the date the next version of the deadline of this kind, with its reminders.

    `entered.source_text` holds where it was read or who told it; a date that is moved needs one. A member moves only a
    date that they gave themselves. Raises InvalidInput, NotAllowedNow where this kind means nothing now, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        application = change.application
        if not _means_something(kind, application.state):
            allowed = events_for(application.state, roles_of(actor, application.place_id))
            raise NotAllowedNow(_("Deze termijn doet er nu niet meer toe."), allowed, "state")
        newest = deadlines.newest_of(change.work.connection, actor.scope, application.id, kind)
        known = newest if newest is not None and newest.state in OPEN_DEADLINE else None
        if known is not None:
            require(actor, MOVE, place_id=application.place_id, owner_id=known.told_by)
        raise_for(_errors(kind, entered, change.now.astimezone(AMSTERDAM).date(), moves=known is not None))
        deadline = schedule(
            change.work,
            actor.scope,
            application,
            entered,
            DeadlineState.CONFIRMED if sure else DeadlineState.PROPOSED,
            told_by=actor.person_id,
            now=change.now,
            before=known,
            kind=kind,
        )
        detail: dict[str, object] = {"kind": kind.value, "day": entered.day.isoformat()}
        change.write("term_set", detail | {"deadline_id": deadline.id, "deadline_version": deadline.version})
    return change.application


def _means_something(kind: Kind, state: State) -> bool:
    return state in PREPARING if KINDS[kind].before_sending else state not in RESTING or kind is Kind.OBJECTION


def _errors(kind: Kind, entered: Entered, today: date, *, moves: bool) -> list[FieldError]:
    if kind not in BY_HAND:
        raise InvalidInput([FieldError("kind", "unknown", _("Deze termijn hoort bij een ander onderdeel."))])
    errors = closing_errors(entered.day, today)
    if moves and not (entered.source_text or "").strip():
        message = _("Schrijf op wie de nieuwe datum noemde, of waar die staat.")
        errors.append(FieldError("sourceText", "required", message))
    return errors
