"""What the parties of one application see of it together, and where a place takes part with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.engine import Connection

from services.tracker.domain.lead_offers import LeadOffer
from services.tracker.domain.partners import (
    GONE,
    Backing,
    Partnership,
    lead_share,
    live,
    sheet_code,
    supporters_asked,
    undivided,
    waiting_for,
)
from services.tracker.domain.records import Application
from services.tracker.domain.states import GRANTED, PREPARING, Event, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, backings, deadlines, lead_offers, partnerships, snapshots
from services.tracker.usecases.partnering.facts import needs_receiver
from services.tracker.usecases.partnering.joint import READ, SIGN, WRITE, joint_in
from shared.access import directory
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import may
from shared.access.scope import SYSTEM
from shared.plumbing.reach import beyond


@dataclass(frozen=True)
class JointView:
    """One application as its parties see it. `own` is the part of who looks, None for the lead.

    `mine`: the parts that who looks may sign; somebody of the lead may be on the board of a partner too. `backing`,
    `receiver_needed`, `supporters_asked` and `rest` (of who left money to divide) are for the lead only; `offer`, to
    become the lead, is for the two that it is between.
    """

    application: Application
    lead_name: str
    lead_share_cents: int | None
    partners: tuple[Partnership, ...]
    waiting: tuple[Partnership, ...]
    gone: tuple[Partnership, ...]
    own: Partnership | None
    closes_on: date | None
    digest: str
    may_change: bool
    may_record: bool
    mine: tuple[Partnership, ...]
    may_offer: bool
    offer: LeadOffer | None
    rest: tuple[Partnership, ...]
    backing: Backing | None
    receiver_needed: bool
    supporters_asked: int | None

    @property
    def waiting_ids(self) -> tuple[str, ...]:
        """Ids of the parts that nobody signed as they stand there now."""
        return tuple(one.id for one in self.waiting)

    @property
    def may_sign(self) -> bool:
        """Whether who looks signs for one of the partners."""
        return bool(self.mine)

    @property
    def rest_cents(self) -> int:
        """What those who left leave to divide."""
        return sum(one.undivided_cents for one in self.rest)

    @property
    def code(self) -> str:
        """What stands on a sheet that is printed now."""
        return sheet_code(self.digest)

    @property
    def is_granted(self) -> bool:
        """Whether everybody now writes down what they do."""
        return self.application.state in GRANTED


def read_joint(ctx: TrackerContext, actor: Actor, application_id: str) -> JointView:
    """The page of the parties. Raises NotFound for who is neither of the lead nor of a partner that takes part."""
    with ctx.database.read() as connection:
        joint = joint_in(connection, actor, application_id)
        application, own = joint.application, joint.own
        backing = backings.of_application(connection, actor.scope, application_id)
        with beyond(connection, "joint application"):
            closing = deadlines.closing_of(connection, SYSTEM, application_id)
            snapshot = snapshots.of_application(connection, SYSTEM, application_id)
        offer = lead_offers.open_of(connection, actor.scope, application_id)
    names = _names(ctx, application, joint.partners)
    partners = tuple(_called(one, names) for one in joint.partners)
    editable = row_for(application.state, Event.EDIT) is not None
    preparing, writes = application.state in PREPARING, may(actor, WRITE, place_id=application.place_id).allowed
    return JointView(
        application=application,
        lead_name=names.get(application.place_id, ""),
        lead_share_cents=lead_share(application, partners),
        partners=live(partners),
        waiting=waiting_for(application, partners) if preparing else (),
        gone=tuple(one for one in partners if one.state in GONE),
        own=next((one for one in partners if own is not None and one.id == own.id), None),
        mine=tuple(one for one in live(partners) if one.id in joint.own_ids and _signs(actor, one)),
        may_offer=own is None and editable and may(actor, SIGN, place_id=application.place_id).allowed,
        offer=offer if editable and offer and any(one.id == offer.partnership_id for one in live(partners)) else None,
        rest=undivided(partners) if own is None else (),
        closes_on=closing.told_day if closing else None,
        digest=joint.digest,
        may_change=own is None and writes and editable,
        may_record=own is None and writes and preparing,
        backing=backing,
        receiver_needed=own is None and needs_receiver(ctx, application.place_id),
        supporters_asked=supporters_asked(snapshot.document) if own is None else None,
    )


def joint_of(ctx: TrackerContext, actor: Actor, place_id: str) -> list[tuple[Partnership, Application]]:
    """Where a place takes part in what another asks for, newest first. Raises NotFound for a place out of reach."""
    with ctx.database.read() as connection:
        return joint_applications(connection, actor, place_id)


def joint_applications(connection: Connection, actor: Actor, place_id: str) -> list[tuple[Partnership, Application]]:
    """The same inside a reading."""
    if not may(actor, READ, place_id=place_id).allowed:
        return []
    found = partnerships.of_partners(connection, actor.scope, [place_id])
    with beyond(connection, "joint application"):
        known = applications.by_ids(connection, SYSTEM, [one.application_id for one in found])
    return [(one, known[one.application_id]) for one in found]


def partner_choices(ctx: TrackerContext, application: Application) -> list[Organisation]:
    """The organisations of the coalition that could be asked, by name."""
    with ctx.people.read() as people:
        return directory.partners_near(people, application.place_id)


def _signs(actor: Actor, one: Partnership) -> bool:
    return may(actor, SIGN, place_id=one.partner_id).allowed


def _called(one: Partnership, names: Mapping[str, str]) -> Partnership:
    """The part under the name that the partner has now."""
    return replace(one, partner_name=names.get(one.partner_id or "", one.partner_name))


def _names(ctx: TrackerContext, application: Application, partners: tuple[Partnership, ...]) -> Mapping[str, str]:
    known = {one.partner_id for one in partners if one.partner_id}
    with ctx.people.read() as people:
        return directory.organisation_names(people, [application.place_id, *known])
