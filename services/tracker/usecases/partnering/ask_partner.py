"""Asking somebody to apply together."""

from __future__ import annotations

from services.tracker.domain.partners import (
    MAX_NAME,
    MAX_PARTNERS,
    Part,
    Partnership,
    PartnerState,
    lead_share,
    live,
    part_errors,
)
from services.tracker.settings import TrackerContext
from services.tracker.storage import partnerships
from services.tracker.usecases.changing import Change
from services.tracker.usecases.partnering.as_lead import as_lead
from services.tracker.usecases.partnering.joint import Joint
from services.tracker.usecases.partnering.telling import tell_partners
from services.tracker.usecases.saying import raise_for
from shared.access import directory
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def ask_partner(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    part: Part,
    partner_id: str | None = None,
    name: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Adds a partner with its part and asks it to sign; `expected_version` is that of the application.

    `partner_id` is an organisation known here; without it `name` is that of another one, which signs on paper.
    Raises InvalidInput, NotAllowedNow once the application is being checked or was sent, Stale.
    """
    with as_lead(ctx, actor, application_id, "partner_asked", once=once, expected_version=expected_version) as lead:
        change, joint = lead.change, lead.joint
        known = _known_name(ctx, joint.application.place_id, partner_id)
        room = lead_share(joint.application, joint.partners)
        raise_for((*_errors(joint, partner_id, known, name), *part_errors(part, room)))
        made = _new(change, partner_id, known or name.strip()[:MAX_NAME], part)
        partnerships.add(change.work.connection, actor.scope, made)
        tell_partners(ctx, change.work, change.application, [made], "asked", change.now)
        if part.share_cents:
            lead.divide()
        lead.partner = made
    return made


def _known_name(ctx: TrackerContext, place_id: str, partner_id: str | None) -> str:
    """The name of a partner of the same coalition: a guessed id must not send messages to strangers."""
    if partner_id is None:
        return ""
    with ctx.people.read() as people:
        return next((one.name for one in directory.partners_near(people, place_id) if one.id == partner_id), "")


def _errors(joint: Joint, partner_id: str | None, known: str, name: str) -> list[FieldError]:
    there = live(joint.partners)
    if partner_id is not None and not known:
        return [FieldError("partnerId", "unknown", _("Kies een partner uit de lijst, of vul zelf een naam in."))]
    if partner_id is None and not name.strip():
        return [FieldError("name", "required", _("Kies een plek, of schrijf op hoe de partner heet."))]
    if partner_id is not None and any(one.partner_id == partner_id for one in there):
        return [FieldError("partnerId", "there_already", _("Deze partner doet al mee."))]
    if len(there) >= MAX_PARTNERS:
        return [FieldError("", "too_many", _("Er doen al 20 partners mee. Meer past hier niet."))]
    return []


def _new(change: Change, partner_id: str | None, name: str, part: Part) -> Partnership:
    return Partnership(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        partner_id=partner_id,
        partner_name=name,
        role=part.role.strip(),
        share_cents=part.share_cents,
        tasks=part.tasks.strip(),
        state=PartnerState.INVITED,
        version=1,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
