"""Writing down how long a funder still takes what comes in after its closing.

That is the funder's own business: it is never shown or told as a closing, and only the guard of handing in looks at it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from services.tracker.domain.deadlines import DeadlineState, Entered, moments_of
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.states import Event, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import graces, snapshots
from services.tracker.usecases.changing import CERTAIN, changing
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

# Members have this right for their own dates only, and a grace is nobody's own.
RIGHT = Right(Resource.DEADLINE, Action.UPDATE)
MOST_DAYS = 60
PUBLIC = "government"


def record_grace(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    until: Entered,
    told_on: date,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps until when the funder still takes this application; the newest word counts.

    Raises NotAllowedNow for public money, which knows no grace, without a certain closing, and once the application was
    handed in or stopped; InvalidInput for days that can't be.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        application, connection, scope = change.application, change.work.connection, actor.scope
        snapshot = snapshots.of_application(connection, scope, application.id)
        closing = change.closing()
        _require_possible(application, snapshot.provider_kind, closing)
        ends = moments_of(until, holidays_near(until.day)).closes_at
        raise_for(_errors(ends, closing, told_on, change.now))
        graces.add(connection, scope, application, ends, told_on, actor.person_id, change.now)
        # The audit row says that, and not until when: members read the timeline.
        change.write("grace_recorded", {"told_on": told_on.isoformat()})
    return change.application


def _require_possible(application: Application, provider_kind: str, closing: Deadline | None) -> None:
    if provider_kind == PUBLIC:
        raise NotAllowedNow(_("Een overheid neemt na de sluitdag niets meer aan."), code="public_money")
    if closing is None or closing.state not in CERTAIN:
        raise NotAllowedNow(_("Vul eerst een zekere sluitdag in."), code="no_closing")
    if closing.state is DeadlineState.MET or row_for(application.state, Event.SUBMIT_ELSEWHERE) is None:
        raise NotAllowedNow(_("Deze aanvraag is al ingediend of gestopt."), code="state")


def _errors(ends: datetime, closing: Deadline | None, told_on: date, now: datetime) -> list[FieldError]:
    errors = []
    if closing is not None and not closing.closes_at < ends <= closing.closes_at + timedelta(days=MOST_DAYS):
        message = _("Kies een dag na de sluitdag, hooguit 60 dagen later.")
        errors.append(FieldError("date", "out_of_range", message))
    if told_on > now.astimezone(AMSTERDAM).date():
        message = _("Deze dag ligt in de toekomst. Vul in wanneer u de gever sprak.")
        errors.append(FieldError("toldOn", "in_future", message))
    return errors
