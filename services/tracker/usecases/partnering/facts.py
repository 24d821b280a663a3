"""What the guards of the state table may know of partners and of who receives the money."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from services.tracker.domain.partners import NO_LEGAL_FORM, signers, undivided, waiting_for
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import backings, partnerships
from shared.access import directory
from shared.access.scope import Scope


def partner_facts(connection: Connection, scope: Scope, application: Application) -> dict[str, object]:
    """What guards.Facts knows of partners: who has to sign, who left money to divide, and which people signed."""
    partners = partnerships.of_application(connection, scope, application.id)
    return {
        "partners_waiting": tuple(one.partner_name for one in waiting_for(application, partners)),
        "undivided_of": tuple(one.partner_name for one in undivided(partners)),
        "part_signer_ids": signers(application, partners),
    }


def receiver_facts(
    ctx: TrackerContext, connection: Connection, scope: Scope, application: Application
) -> dict[str, object]:
    """`lead_confirmed` of guards.Facts: a group without legal form says who receives the money.

    None, which forbids nothing, for every other form and where the form is not known.
    """
    if not needs_receiver(ctx, application.place_id):
        return {}
    kept = backings.of_application(connection, scope, application.id)
    return {"lead_confirmed": bool(kept and kept.receiver)}


def needs_receiver(ctx: TrackerContext, place_id: str) -> bool:
    """Whether the place is known to be a group without legal form."""
    with ctx.people.read() as people:
        organisation = directory.organisation(people, place_id)
    return organisation is not None and organisation.legal_form in NO_LEGAL_FORM
