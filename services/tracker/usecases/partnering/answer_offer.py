"""The answer of a partner that may become the lead: with its yes the application changes hands."""

from __future__ import annotations

from dataclasses import replace

from services.tracker.domain.lead_offers import LeadOffer, OfferState
from services.tracker.domain.partners import Partnership, PartnerState, live
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import (
    applications,
    backings,
    document_links,
    lead_moves,
    lead_offers,
    partnerships,
)
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.documents.attaching import reopen_tasks
from services.tracker.usecases.informing.write_event import write_event
from services.tracker.usecases.partnering.joint import SIGN, PartnerChange, as_partner
from services.tracker.usecases.partnering.lead_blocks import check_free
from services.tracker.usecases.partnering.leave import MAX_REASON
from services.tracker.usecases.partnering.offer_lead import check_open
from services.tracker.usecases.partnering.telling import tell_offer, tell_partners
from services.tracker.usecases.roles import board_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.kernel.errors import NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def accept_lead(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Makes the partner the lead: the application and what hangs on it is of its place now, the old lead is a partner,
    and everybody signs anew. `expected_version` is that of the part; gives the part of the old lead.

    Raises NotFound, Forbidden for who is not on the board, NotAllowedNow with what stands in the way, Stale.
    """
    with as_partner(
        ctx, actor, application_id, partnership_id, SIGN, once=once, expected_version=expected_version
    ) as change:
        offer, before = _offer(change), change.joint.application
        check_open(before)
        _check_eyes(change, offer)
        if offer.digest != change.joint.digest:
            raise Stale(_("Er is iets veranderd sinds dit is gevraagd. Laat de penvoerder het opnieuw vragen."))
        check_free(ctx, change.work.connection, before, change.partner)
        signed = [one for one in live(change.joint.partners) if one.agreed_digest and one.id != partnership_id]
        after = _move(change, offer)
        change.partner = _swap(change, offer, after)
        _note(change, offer, before, after)
        write_event(ctx, change.work, SYSTEM, after, Event.START, change.now)
        tell_offer(ctx, change.work, before, offer, "lead_taken", change.now)
        tell_partners(ctx, change.work, after, signed, "changed", change.now)
    return change.partner


def refuse_lead(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    reason: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Leaves the lead where it is; the partner goes on taking part. Raises as `accept_lead`."""
    with as_partner(
        ctx, actor, application_id, partnership_id, SIGN, once=once, expected_version=expected_version
    ) as change:
        offer = _answered(change, _offer(change), OfferState.REFUSED, reason)
        change.note("lead_refused")
        tell_offer(ctx, change.work, change.joint.application, offer, "lead_refused", change.now)
    return change.partner


def _offer(change: PartnerChange) -> LeadOffer:
    found = lead_offers.open_of(change.work.connection, change.actor.scope, change.joint.application.id)
    if found is None or found.partnership_id != change.partner.id:
        raise NotAllowedNow(_("Er staat geen vraag meer open."), code="no_offer")
    return found


def _answered(change: PartnerChange, offer: LeadOffer, state: OfferState, reason: str = "") -> LeadOffer:
    return lead_offers.change(
        change.work.connection,
        change.actor.scope,
        offer,
        state=state,
        answered_by=change.actor.person_id,
        answered_at=change.now,
        reason=reason.strip()[:MAX_REASON],
    )


def _check_eyes(change: PartnerChange, offer: LeadOffer) -> None:
    """Four eyes are of two people: who offered it does not also say yes, when another on that board can."""
    me = change.actor.person_id
    if me == offer.offered_by and board_of(change.ctx.people, offer.partner_id, change.now) - {me}:
        message = _("U vroeg dit zelf. Laat een ander bestuurslid van deze plek ja zeggen.")
        raise NotAllowedNow(message, code="own_work")


def _move(change: PartnerChange, offer: LeadOffer) -> Application:
    """The application with all that hangs on it in its new place. Raises Stale."""
    connection, before = change.work.connection, change.joint.application
    going = set(offer.document_ids) & lead_moves.free_documents(connection, before)
    links = document_links.of_application(connection, SYSTEM, before.id)
    staying = [link for link in links if link.document_id not in going]
    document_links.detach(connection, SYSTEM, [link.id for link in staying], change.now)
    after = applications.change(
        connection,
        SYSTEM,
        before,
        place_id=offer.partner_id,
        owner_id=change.actor.person_id,
        state=State.DRAFT,
        updated_at=change.now,
    )
    lead_moves.move(connection, before, offer.partner_id, going)
    # The new lead brings its own papers for what the old one had.
    reopen_tasks(change.work, change.actor, after, staying)
    backing = backings.of_application(connection, SYSTEM, after.id)
    if backing is not None:
        # Who receives money for one group does not do so for another.
        backings.keep(connection, SYSTEM, replace(backing, receiver=""))
    return after


def _swap(change: PartnerChange, offer: LeadOffer, after: Application) -> Partnership:
    """Makes the part of the partner that of the lead, and gives the old lead a part that it has to sign."""
    connection = change.work.connection
    _answered(change, offer, OfferState.ACCEPTED)
    moved = replace(change.partner, place_id=after.place_id)
    partnerships.change(connection, SYSTEM, moved, state=PartnerState.LEAD)
    with change.ctx.people.read() as people:
        name = directory.organisation_names(people, [offer.place_id]).get(offer.place_id, "")
    made = Partnership(
        id=new_id(),
        application_id=after.id,
        place_id=after.place_id,
        partner_id=offer.place_id,
        partner_name=name,
        role=offer.role,
        share_cents=offer.share_cents,
        tasks=offer.tasks,
        state=PartnerState.INVITED,
        version=1,
        recorded_by=offer.offered_by,
        recorded_at=change.now,
    )
    partnerships.add(connection, SYSTEM, made)
    return made


def _note(change: PartnerChange, offer: LeadOffer, before: Application, after: Application) -> None:
    """A row in the log of each place: that of the old lead tells where its application went."""
    detail = {"from_place": offer.place_id, "to_place": offer.partner_id, "version": after.version}
    gone = audit_entry(change.actor, before, "lead_given", change.now, before=before, detail=detail)
    taken = audit_entry(change.actor, after, "lead_taken", change.now, before=before, detail=detail)
    change.work.note(gone)
    change.work.note(taken)
