"""What stands in the way of another lead: what cannot go along safely stays, and then so does the lead."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from services.tracker.domain.partners import Partnership
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import lead_moves
from shared.access import directory
from shared.access.enrolment import OrganisationKind
from shared.kernel.errors import NotAllowedNow
from shared.wording.texts import gettext as _


def check_free(ctx: TrackerContext, connection: Connection, application: Application, partner: Partnership) -> None:
    """Raises NotAllowedNow with the first reason why this partner cannot become the lead."""
    with ctx.people.read() as people:
        found = directory.organisation(people, partner.partner_id) if partner.partner_id else None
    if found is None or found.kind != OrganisationKind.PLACE.value:
        message = _("Alleen een buurtplek die hier zelf werkt, kan penvoerder zijn.")
        raise NotAllowedNow(message, code="no_place")
    if lead_moves.shares_project(connection, application):
        message = _(
            "De begroting van deze aanvraag hoort ook bij een andere aanvraag van uw plek. "
            "Die cijfers zijn niet van de ander. Begin samen een nieuwe aanvraag bij de andere plek."
        )
        raise NotAllowedNow(message, code="shared_budget")
    if lead_moves.has_budget(connection, application, found.id):
        message = _("%(name)s heeft al een begroting voor dit plan. Twee passen niet.", name=found.name)
        raise NotAllowedNow(message, code="second_budget")
