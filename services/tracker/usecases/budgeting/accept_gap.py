"""The board goes on although the plan has a gap, and says why."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from services.tracker.usecases.budgeting.working import ACCEPT_GAP, Working
from services.tracker.usecases.budgeting.writing import changing_budget
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = ACCEPT_GAP


def accept_gap(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Working:
    """Accepts the gap of now, for exactly this amount: another gap asks anew.

    Raises InvalidInput without a reason, NotAllowedNow when there is no gap, Stale.
    """
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "required", _("Schrijf op waarom u toch doorgaat."))])
    with changing_budget(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        gap = change.working.plan.gap_cents
        if not gap:
            raise NotAllowedNow(_("Het dekkingsplan klopt. Er is geen verschil om goed te vinden."), code="no_gap")
        change.write("gap_accepted", {"gap_cents": gap}, accepted_gap_cents=gap, gap_reason=reason.strip())
    return change.working
