"""Changing the part of a partner, and dividing the money evenly."""

from __future__ import annotations

from services.tracker.domain.partners import Part, Partnership, even_shares, lead_share, live, part_errors, undivided
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.usecases.partnering.as_lead import as_lead
from services.tracker.usecases.partnering.joint import check_version
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def change_part(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    part: Part,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Writes the role, share and tasks of a partner anew; `expected_version` is that of the part.

    Raises NotFound, InvalidInput, NotAllowedNow, Stale.
    """
    with as_lead(ctx, actor, application_id, "part_changed", once=once) as lead:
        partner = lead.joint.partner(partnership_id)
        check_version(partner, expected_version)
        left = lead_share(lead.joint.application, lead.joint.partners)
        raise_for(part_errors(part, None if left is None else left + partner.share_cents))
        if part.share_cents != partner.share_cents:
            lead.divide()
        return lead.write(partner, role=part.role.strip(), share_cents=part.share_cents, tasks=part.tasks.strip())


def divide_evenly(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Gives everybody an equal share; the cents that are left stay with the lead.

    Raises InvalidInput while no amount is known, NotAllowedNow, Stale.
    """
    with as_lead(ctx, actor, application_id, "divided", once=once, expected_version=expected_version) as lead:
        amount, partners = lead.joint.application.amount_cents, live(lead.joint.partners)
        if amount is None:
            message = _("Vul eerst bij de aanvraag in hoeveel u vraagt.")
            raise_for([FieldError("share", "no_amount", message)])
        else:
            for partner, cents in zip(partners, even_shares(amount, len(partners)), strict=False):
                lead.write(partner, share_cents=cents)
        lead.divide()
        lead.partner = None
    return lead.change.application


def take_rest(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Leaves to the lead what somebody who stepped out leaves behind. Raises NotAllowedNow when there is nothing."""
    with as_lead(ctx, actor, application_id, "rest_taken", once=once, expected_version=expected_version) as lead:
        if not undivided(lead.joint.partners):
            raise NotAllowedNow(_("Er is niets te verdelen."), code="nothing_left")
        lead.divide()
    return lead.change.application
