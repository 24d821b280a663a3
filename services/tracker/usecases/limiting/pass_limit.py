"""Writing down why people go on although a limit of the source seems reached."""

from __future__ import annotations

from services.tracker.domain.life import LimitPass
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import dossier, snapshots
from services.tracker.usecases.changing import changing
from services.tracker.usecases.deciding.recording import today_of
from services.tracker.usecases.limiting.find_limits import find_limits
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)


def pass_limit(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the reason with the evidence that was shown. A rule that is checked and fresh forbids all the same.

    Raises InvalidInput without a reason, NotAllowedNow when no limit was found, Stale.
    """
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "required", _("Schrijf op waarom het toch kan."))])
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        connection = change.work.connection
        snapshot = snapshots.of_application(connection, actor.scope, application_id)
        found = find_limits(ctx, connection, change.application, snapshot, today_of(change))
        if not found:
            raise NotAllowedNow(_("Er is geen grens gevonden bij deze bron."), code="no_limit")
        change.write("limit_passed", {"reason": reason.strip()})
        passed = LimitPass(
            id=new_id(),
            application_id=change.application.id,
            place_id=change.application.place_id,
            evidence=" ".join(f"{limit.rule} {limit.evidence}" for limit in found),
            reason=reason.strip(),
            recorded_by=actor.person_id,
            recorded_at=change.now,
        )
        dossier.add(connection, actor.scope, passed)
    return change.application
