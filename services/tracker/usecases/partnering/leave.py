"""A partner that says no or steps out, and a partner that the lead takes off."""

from __future__ import annotations

from services.tracker.domain.partners import Partnership, PartnerState, live
from services.tracker.domain.records import Task
from services.tracker.domain.states import PREPARING
from services.tracker.domain.tasks import TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import tasks
from services.tracker.usecases.partnering.as_lead import as_lead
from services.tracker.usecases.partnering.joint import SIGN, PartnerChange, as_partner, check_version
from services.tracker.usecases.partnering.telling import tell_lead, tell_partners
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 500


def step_out(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Ends the own part of a partner: a no before it signed, stepping out after.

    Before it was sent, the lead has to divide the share anew and the signatures of the others are void. Afterwards the
    lead gets the task to speak with the funder. Raises NotFound, Forbidden, InvalidInput without a reason, Stale.
    """
    _check_reason(reason)
    with as_partner(
        ctx, actor, application_id, partnership_id, SIGN, once=once, expected_version=expected_version
    ) as change:
        signed = change.partner.state is PartnerState.AGREED
        others = [one for one in live(change.joint.partners) if one.id != partnership_id and one.agreed_digest]
        application = change.joint.application
        change.write(
            state=PartnerState.LEFT if signed else PartnerState.DECLINED,
            left_on=change.today,
            reason=reason.strip()[:MAX_REASON],
            undivided_cents=change.partner.share_cents if application.state in PREPARING else 0,
        )
        if application.state in PREPARING:
            change.reopen()
            tell_partners(ctx, change.work, application, others, "changed", change.now)
        else:
            _give_task(change)
        change.note("partner_left")
        tell_lead(change.work, application, change.partner, "left", change.now)
    return change.partner


def take_off(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Ends the part of a partner by the lead, before it was sent; its share goes back to the lead.

    Raises NotFound, Forbidden, InvalidInput without a reason, NotAllowedNow, Stale.
    """
    _check_reason(reason)
    with as_lead(ctx, actor, application_id, "partner_off", once=once) as lead:
        partner = lead.joint.partner(partnership_id)
        check_version(partner, expected_version)
        today = lead.change.now.astimezone(AMSTERDAM).date()
        return lead.write(partner, state=PartnerState.LEFT, left_on=today, reason=reason.strip()[:MAX_REASON])


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise_for([FieldError("reason", "required", _("Schrijf kort op waarom."))])


def _give_task(change: PartnerChange) -> None:
    """The plan was granted to all of them together: the funder has to agree to another one."""
    application, task_id = change.joint.application, new_id()
    there = tasks.of_application(change.work.connection, SYSTEM, application.id)
    name = change.partner.partner_name
    task = Task(
        id=task_id,
        application_id=application.id,
        place_id=application.place_id,
        kind=TaskKind.OWN,
        code=task_id,
        position=max((one.position for one in there), default=-1) + 1,
        version=1,
        text=_("%(name)s doet niet meer mee: vraag de gever om een wijziging", name=name),
        note=change.partner.reason,
    )
    tasks.add_own(change.work.connection, SYSTEM, task)
