"""Offering the lead of a joint application to a partner, and taking the offer back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from services.tracker.domain.lead_offers import LeadOffer, OfferState
from services.tracker.domain.partners import Part, Partnership, lead_share, part_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import lead_moves, lead_offers, partnerships
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.partnering.joint import SIGN, Joint
from services.tracker.usecases.partnering.lead_blocks import check_free
from services.tracker.usecases.partnering.telling import tell_offer
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def offer_lead(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    part: Part,
    document_ids: Collection[str] = (),
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Asks a partner to go on as lead; `part` is what this place then does as a partner. Nothing moves before its board
    says yes. `document_ids`: papers made for this application only, that go along; `expected_version` is that of the
    application.

    Raises NotFound, Forbidden for who is not on the board, InvalidInput, NotAllowedNow with what stands in the way.
    """
    with _as_board(ctx, actor, application_id, once, expected_version) as (change, joint):
        application, partner = change.application, joint.partner(partnership_id)
        check_free(ctx, change.work.connection, application, partner)
        room = lead_share(application, joint.partners)
        raise_for(part_errors(part, None if room is None else room + partner.share_cents))
        _check_documents(change, document_ids)
        _withdraw_open(change)
        offer = _new(change, joint, partner, part, document_ids)
        lead_offers.add(change.work.connection, actor.scope, offer)
        change.write("lead_offered", {"partner": partner.id})
        tell_offer(ctx, change.work, change.application, offer, "lead_offered", change.now)
    return change.application


def withdraw_offer(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Takes back the offer that nobody answered yet. Raises NotFound, Forbidden, NotAllowedNow without one, Stale."""
    with _as_board(ctx, actor, application_id, once, expected_version) as (change, _joint):
        if not _withdraw_open(change):
            raise NotAllowedNow(_("Er staat geen vraag meer open."), code="no_offer")
        change.write("lead_offer_withdrawn")
    return change.application


@contextmanager
def _as_board(
    ctx: TrackerContext, actor: Actor, application_id: str, once: Once | None, expected_version: int | None
) -> Iterator[tuple[Change, Joint]]:
    """The application in the hands of the board of its lead, while it may still be changed."""
    with changing(ctx, actor, application_id, SIGN, once=once, expected_version=expected_version) as change:
        check_open(change.application)
        partners = partnerships.of_application(change.work.connection, actor.scope, application_id)
        yield change, Joint(change.application, tuple(partners))


def check_open(application: Application) -> None:
    """Raises NotAllowedNow when the lead cannot change any more, or not while somebody is checking."""
    if row_for(application.state, Event.EDIT) is None:
        message = _("De penvoerder kan nu niet veranderen. Dat kan alleen zolang u aan de aanvraag werkt.")
        raise NotAllowedNow(message, code="not_open")


def _withdraw_open(change: Change) -> bool:
    connection, scope = change.work.connection, change.actor.scope
    there = lead_offers.open_of(connection, scope, change.application.id)
    if there is None:
        return False
    answered = {"answered_by": change.actor.person_id, "answered_at": change.now}
    lead_offers.change(connection, scope, there, state=OfferState.WITHDRAWN, **answered)
    return True


def _check_documents(change: Change, document_ids: Collection[str]) -> None:
    if not set(document_ids) <= lead_moves.free_documents(change.work.connection, change.application):
        message = _("Een van deze papieren hoort ook bij iets anders. Dat blijft bij uw plek.")
        raise_for([FieldError("documents", "not_free", message)])


def _new(change: Change, joint: Joint, partner: Partnership, part: Part, document_ids: Collection[str]) -> LeadOffer:
    return LeadOffer(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        partnership_id=partner.id,
        partner_id=partner.partner_id or "",
        role=part.role.strip(),
        share_cents=part.share_cents,
        tasks=part.tasks.strip(),
        document_ids=tuple(sorted(set(document_ids))),
        digest=joint.digest,
        state=OfferState.OPEN,
        version=1,
        offered_by=change.actor.person_id,
        offered_at=change.now,
    )
