"""What the board of the lead sees before it asks a partner to become the lead."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.documents.records import Document
from services.tracker.domain.partners import Partnership
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, documents, lead_moves, partnerships
from services.tracker.usecases.partnering.joint import SIGN, Joint
from services.tracker.usecases.partnering.lead_blocks import check_free
from services.tracker.usecases.partnering.offer_lead import check_open
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import NotAllowedNow


@dataclass(frozen=True)
class OfferChoice:
    """The partner that would be asked, the papers that can go along, and in words what stands in the way ("": nothing).

    All other papers stay with the lead of now.
    """

    application: Application
    partner: Partnership
    papers: tuple[Document, ...]
    blocked: str


def see_offer(ctx: TrackerContext, actor: Actor, application_id: str, partnership_id: str) -> OfferChoice:
    """Raises NotFound, Forbidden for who is not on the board of the lead."""
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        require(actor, SIGN, place_id=application.place_id, state=application.state.value)
        partners = partnerships.of_application(connection, actor.scope, application_id)
        partner = Joint(application, tuple(partners)).partner(partnership_id)
        free = documents.by_ids(connection, actor.scope, lead_moves.free_documents(connection, application))
        blocked = ""
        try:
            check_open(application)
            check_free(ctx, connection, application, partner)
        except NotAllowedNow as refusal:
            blocked = refusal.message
    papers = tuple(sorted(free.values(), key=lambda one: one.title))
    return OfferChoice(application, partner, papers, blocked)
