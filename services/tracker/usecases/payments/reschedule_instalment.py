"""Changing the day on which a payment is expected, and what it is called."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.instalments.states import ENDED, InstalmentEvent, InstalmentState, steps_from
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from services.tracker.usecases.payments.acting import RIGHT, WITH_MONEY, check_state, instalment_of, move, write
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.wording.texts import gettext as _

MAX_LABEL = 200


def reschedule_instalment(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    instalment_id: str,
    *,
    expected_on: date | None,
    label: str,
    expected_version: int | None,
) -> Application:
    """Writes the day (None: not known) and the name. A day ahead makes a payment that was due wait again.

    `expected_version` is that of the instalment. Raises InvalidInput, NotAllowedNow when it came in or was cancelled.
    """
    with changing(ctx, actor, application_id, RIGHT, once=None, expected_version=None) as change:
        check_state(change, WITH_MONEY)
        before = instalment_of(change, instalment_id, expected_version)
        if len(label.strip()) > MAX_LABEL:
            raise InvalidInput([FieldError("label", "too_long", _("Dit is te lang. Er passen 200 tekens."))])
        if before.state in ENDED:
            raise NotAllowedNow(_("Deze betaling is al klaar."), steps_from(before.state), "state")
        after = write(change, before, expected_on=expected_on, label=label.strip(), late_told_at=None)
        today = change.now.astimezone(AMSTERDAM).date()
        ahead = expected_on is not None and expected_on > today
        if after.state is InstalmentState.DUE and ahead:
            move(change, after, InstalmentEvent.POSTPONE)
        elif after.state is InstalmentState.PLANNED and expected_on is not None and not ahead:
            move(change, after, InstalmentEvent.FALL_DUE)
        day = expected_on.isoformat() if expected_on else None
        change.write("money_rescheduled", {"instalment": before.id, "day": day})
    return change.application
