"""An application of several parties, in the hands of one of them. A partner reaches its part and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.partners import Partnership, digest_of, live
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, partnerships
from services.tracker.usecases.changing import audit_entry
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.access.scope import SYSTEM
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.plumbing.reach import beyond
from shared.wording.texts import gettext as _

READ = Right(Resource.APPLICATION_DRAFT, Action.READ)
WRITE = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
SIGN = Right(Resource.APPLICATION_DRAFT, Action.APPROVE_SUBMIT)
"""The board of each party signs for it, as the board of the lead approves."""


@dataclass(frozen=True)
class Joint:
    """An application with the parts of everybody. `as_lead`: in the hands of somebody of the lead; `own_ids`: the parts
    of the places of whoever asks, who may well belong to the lead and to partners at once.
    """

    application: Application
    partners: tuple[Partnership, ...]
    as_lead: bool = True
    own_ids: frozenset[str] = frozenset()

    @property
    def own(self) -> Partnership | None:
        """The part by which somebody reaches the application, None for the lead."""
        return None if self.as_lead else next(one for one in live(self.partners) if one.id in self.own_ids)

    @property
    def digest(self) -> str:
        """What a signature of now stands for."""
        return digest_of(self.application, self.partners)

    def partner(self, partnership_id: str) -> Partnership:
        """One part of somebody who takes part. Raises NotFound."""
        for one in live(self.partners):
            if one.id == partnership_id and (self.as_lead or one.id in self.own_ids):
                return one
        raise NotFound(_("Deze partner is niet gevonden."))


def joint_in(connection: Connection, actor: Actor, application_id: str) -> Joint:
    """The application as the lead or as a partner that takes part. Raises NotFound for everybody else."""
    scope = actor.scope
    reached = live(partnerships.of_application(connection, scope, application_id))
    as_lead = not reached or scope.reaches(reached[0].place_id)
    # A partner does not reach the application itself: it sees what the page of the partners shows, and no more.
    if as_lead:
        application = applications.get(connection, scope, application_id)
    else:
        with beyond(connection, "joint application"):
            application = applications.get(connection, SYSTEM, application_id)
    own = [one for one in reached if one.partner_id and scope.reaches(one.partner_id)]
    party = application.place_id if as_lead else own[0].partner_id
    require(actor, READ, place_id=party, state=application.state.value)
    with beyond(connection, "joint application"):
        everybody = partnerships.of_application(connection, SYSTEM, application_id)
    return Joint(application, tuple(everybody), as_lead, frozenset(one.id for one in own))


@dataclass
class PartnerChange:
    """One part in the hands of the partner itself, inside one transaction."""

    ctx: TrackerContext
    work: Writing
    actor: Actor
    joint: Joint
    partner: Partnership
    now: datetime

    @property
    def today(self) -> date:
        """The civil day here."""
        return self.now.astimezone(AMSTERDAM).date()

    def write(self, **values: object) -> None:
        """Writes new values of the part. Raises Stale."""
        self.partner = partnerships.change(self.work.connection, self.actor.scope, self.partner, **values)

    def reopen(self) -> None:
        """Makes what the lead has open old, so that nothing is approved or sent that a partner just changed.

        A ready application goes back to draft, as after a change by the lead itself. Raises Stale.
        """
        before = self.joint.application
        edit = row_for(before.state, Event.EDIT)
        state = edit.after if edit else before.state
        applications.change(self.work.connection, SYSTEM, before, updated_at=self.now, state=state)

    def note(self, action: str) -> None:
        """Writes the audit row `application.<action>` in the log of the application."""
        detail = {"partner": self.partner.id, "by_place": self.partner.partner_id}
        self.work.note(audit_entry(self.actor, self.joint.application, action, self.now, detail=detail))


@contextmanager
def as_partner(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    right: Right,
    *,
    once: Once | None,
    expected_version: int | None,
) -> Iterator[PartnerChange]:
    """A transaction on the own part of a partner. Raises NotFound, Forbidden, NotAllowedNow for another's, Stale."""
    with ctx.write() as work:
        # First of all: who stepped out does not reach the application any more, and may still repeat the same call.
        if once is not None:
            once.begin(work.connection)
        joint = joint_in(work.connection, actor, application_id)
        partner = joint.partner(partnership_id)
        if partner.partner_id is None or not actor.scope.reaches(partner.partner_id):
            raise NotAllowedNow(_("Voor deze partner tekent u niet. Dat doet de partner zelf."), code="not_yours")
        require(actor, right, place_id=partner.partner_id)
        check_version(partner, expected_version)
        change = PartnerChange(ctx, work, actor, joint, partner, ctx.clock.now())
        with beyond(work.connection, "part of a joint application"):  # what a partner does touches the lead's dossier
            yield change
        if once is not None:
            once.finish(work.connection, change.partner)


def check_version(partner: Partnership, expected_version: int | None) -> None:
    """Raises Stale when the part is not the version that somebody saw."""
    if expected_version is not None and expected_version != partner.version:
        raise Stale(_("Iemand anders heeft dit net veranderd. Kijk eerst wat er nu staat."), partner.version)
