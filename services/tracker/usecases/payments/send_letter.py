"""Writing down that the signed letter went back to the funder, who pays only after that."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import instalment_plans
from services.tracker.usecases.changing import changing
from services.tracker.usecases.payments.acting import RIGHT, WITH_MONEY, check_state
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def send_letter(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    sent_on: date,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the day. Raises InvalidInput for a day ahead, NotAllowedNow when no letter is asked, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        check_state(change, WITH_MONEY)
        plan = instalment_plans.of_application(change.work.connection, actor.scope, application_id)
        if plan is None or not plan.needs_letter:
            raise NotAllowedNow(_("De gever vraagt geen getekende brief terug."), code="no_letter_asked")
        if sent_on > change.now.astimezone(AMSTERDAM).date():
            raise InvalidInput([FieldError("sentOn", "in_future", _("Deze dag ligt in de toekomst."))])
        instalment_plans.change(change.work.connection, actor.scope, plan, letter_sent_on=sent_on)
        change.write("money_letter_sent", {"day": sent_on.isoformat()})
    return change.application
