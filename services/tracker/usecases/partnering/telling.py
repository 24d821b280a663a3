"""What partners and the lead hear of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from services.tracker.domain.lead_offers import LeadOffer
from services.tracker.domain.partners import Partnership, holds, live
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import partnerships
from services.tracker.usecases.changing import Change
from services.tracker.usecases.partnering.joint import Joint
from services.tracker.usecases.telling import subject_of
from shared.access import directory
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


def tell_partners(
    ctx: TrackerContext,
    work: Writing,
    application: Application,
    partners: Iterable[Partnership],
    what: str,
    now: datetime,
    **more: object,
) -> None:
    """Lets the teams of partners that are known here hear from the lead. `what` is `asked`, `changed` or `revised`.

    With `revised` goes `amount_cents`, what the funder gives in the end.
    """
    with ctx.people.read() as people:
        lead = directory.organisation_names(people, [application.place_id]).get(application.place_id, "")
    for one in partners:
        if one.partner_id is not None:
            occurrence = f"{one.id}:{what}:{application.version}"
            _tell(work, application, one.partner_id, what, lead, occurrence, now, more)


def tell_lead(work: Writing, application: Application, partner: Partnership, what: str, now: datetime) -> None:
    """Lets the team of the lead hear of a partner. `what` is `agreed` or `left`."""
    occurrence = f"{partner.id}:{what}:{partner.version}"
    _tell(work, application, application.place_id, what, partner.partner_name, occurrence, now, {})


def tell_offer(
    ctx: TrackerContext, work: Writing, application: Application, offer: LeadOffer, what: str, now: datetime
) -> None:
    """Lets the other place hear of an offer of the lead. `what` is `lead_offered`, `lead_taken` or `lead_refused`."""
    with ctx.people.read() as people:
        names = directory.organisation_names(people, [offer.place_id, offer.partner_id])
    to, by = offer.place_id, offer.partner_id
    if what == "lead_offered":
        to, by = by, to
    _tell(work, application, to, what, names.get(by, ""), f"{offer.id}:{what}", now, {})


def tell_void(change: Change, before: Joint) -> None:
    """Lets the partners hear whose signature does not hold any more after a change by the lead."""
    now_there = partnerships.of_application(change.work.connection, change.actor.scope, change.application.id)
    after = Joint(change.application, tuple(now_there))
    held = {one.id for one in before.partners if holds(one, before.digest)}
    lost = [one for one in after.partners if one.id in held and one.is_live and not holds(one, after.digest)]
    tell_partners(change.ctx, change.work, change.application, lost, "changed", change.now)


def tell_revised(change: Change, amount_cents: int | None) -> None:
    """Lets all partners hear that the money is divided anew, because the funder gives less than was asked."""
    partners = partnerships.of_application(change.work.connection, change.actor.scope, change.application.id)
    about = {"amount_cents": amount_cents}
    tell_partners(change.ctx, change.work, change.application, live(partners), "revised", change.now, **about)


def _tell(
    work: Writing,
    application: Application,
    place_id: str,
    what: str,
    by: str,
    occurrence: str,
    now: datetime,
    more: Mapping[str, object],
) -> None:
    data = {
        "application_id": application.id,
        "application_title": application.title,
        "source_name": application.source_name,
        "what": what,
        "by": by,
        **more,
    }
    intent = Intent(
        id=new_id(),
        kind=MessageKind.PARTNER_ASKED,
        subject=subject_of(application.id),
        audience=Audience.PLACE_TEAM,
        due_at=now,
        place_id=place_id,
        data=data,
        occurrence=occurrence,
    )
    work.tell(intent)
