"""What the parties of one application see of it together, and where a place takes part with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.engine import Connection

from services.tracker.domain.partners import (
    Backing,
    Partnership,
    lead_share,
    live,
    supporters_asked,
    waiting_for,
)
from services.tracker.domain.records import Application
from services.tracker.domain.states import GRANTED, PREPARING, Event, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, backings, deadlines, partnerships, snapshots
from services.tracker.usecases.partnering.facts import needs_receiver
from services.tracker.usecases.partnering.joint import READ, SIGN, WRITE, joint_in
from shared.access import directory
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import may
from shared.access.scope import SYSTEM


@dataclass(frozen=True)
class JointView:
    """One application as its parties see it. `own` is the part of who looks, None for the lead.

    `backing`, `receiver_needed` and `supporters_asked` are for the lead only.
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
    may_sign: bool
    backing: Backing | None
    receiver_needed: bool
    supporters_asked: int | None

    @property
    def waiting_ids(self) -> tuple[str, ...]:
        """Ids of the parts that nobody signed as they stand there now."""
        return tuple(one.id for one in self.waiting)

    @property
    def is_granted(self) -> bool:
        """Whether everybody now writes down what they do."""
        return self.application.state in GRANTED


def read_joint(ctx: TrackerContext, actor: Actor, application_id: str) -> JointView:
    """The page of the parties. Raises NotFound for who is neither of the lead nor of a partner that takes part."""
    with ctx.database.read() as connection:
        joint = joint_in(connection, actor, application_id)
        application, own = joint.application, joint.own
        closing = deadlines.closing_of(connection, SYSTEM, application_id)
        backing = backings.of_application(connection, actor.scope, application_id)
        snapshot = snapshots.of_application(connection, SYSTEM, application_id)
    names = _names(ctx, application, joint.partners)
    partners = tuple(_called(one, names) for one in joint.partners)
    preparing, writes = application.state in PREPARING, may(actor, WRITE, place_id=application.place_id).allowed
    return JointView(
        application=application,
        lead_name=names.get(application.place_id, ""),
        lead_share_cents=lead_share(application, partners),
        partners=live(partners),
        waiting=waiting_for(application, partners) if preparing else (),
        gone=tuple(one for one in partners if not one.is_live),
        own=next((one for one in partners if own is not None and one.id == own.id), None),
        closes_on=closing.told_day if closing else None,
        digest=joint.digest,
        may_change=own is None and writes and row_for(application.state, Event.EDIT) is not None,
        may_record=own is None and writes and preparing,
        may_sign=own is not None and may(actor, SIGN, place_id=own.partner_id).allowed,
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
    known = applications.by_ids(connection, SYSTEM, [one.application_id for one in found])
    return [(one, known[one.application_id]) for one in found]


def partner_choices(ctx: TrackerContext, application: Application) -> list[Organisation]:
    """The organisations of the coalition that could be asked, by name."""
    with ctx.people.read() as people:
        return directory.partners_near(people, application.place_id)


def _called(one: Partnership, names: Mapping[str, str]) -> Partnership:
    """The part under the name that the partner has now."""
    return replace(one, partner_name=names.get(one.partner_id or "", one.partner_name))


def _names(ctx: TrackerContext, application: Application, partners: tuple[Partnership, ...]) -> Mapping[str, str]:
    known = {one.partner_id for one in partners if one.partner_id}
    with ctx.people.read() as people:
        return directory.organisation_names(people, [application.place_id, *known])
