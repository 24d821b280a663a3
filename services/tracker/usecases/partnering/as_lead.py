"""What every change of the parts by the lead has in common: it is an edit of the application, and voids signatures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from services.tracker.domain.partners import Partnership, undivided
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import partnerships
from services.tracker.usecases.changing import Change, changing, stale
from services.tracker.usecases.partnering.joint import WRITE, Joint
from services.tracker.usecases.partnering.telling import tell_void
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once


@dataclass
class LeadChange:
    """An application in the hands of its lead. `partner` is what the act gives, when it is about one."""

    change: Change
    joint: Joint
    partner: Partnership | None = None

    def write(self, partner: Partnership, **values: object) -> Partnership:
        """Writes new values of a part. Raises Stale."""
        self.partner = partnerships.change(self.change.work.connection, self.change.actor.scope, partner, **values)
        return self.partner

    def divide(self) -> None:
        """What those who left leave behind has a place again. Raises Stale."""
        for one in undivided(self.joint.partners):
            partnerships.change(self.change.work.connection, self.change.actor.scope, one, undivided_cents=0)


@contextmanager
def as_lead(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    what: str,
    *,
    once: Once | None,
    expected_version: int | None = None,
) -> Iterator[LeadChange]:
    """A transaction in which the lead changes the parts; `what` is the code of the change for the log.

    An approval is void, and whose signature does not hold any more hears so. Raises NotFound, Forbidden, NotAllowedNow
    while it is being checked or once it was sent, Stale.
    """
    with changing(ctx, actor, application_id, WRITE, once=None, expected_version=None) as change:
        if once is not None:
            once.begin(change.work.connection)
        now_there = change.application
        if expected_version is not None and expected_version != now_there.version:
            raise stale(ctx, change.work, replace(now_there, version=expected_version), now_there.version)
        kept = partnerships.of_application(change.work.connection, actor.scope, application_id)
        lead = LeadChange(change, Joint(change.application, tuple(kept)))
        change.happen(
            Event.EDIT,
            change.facts(),
            {"parts": what},
            author_ids=change.application.author_ids | {actor.person_id},
        )
        yield lead
        tell_void(change, lead.joint)
        if once is not None:
            once.finish(change.work.connection, lead.partner or change.application)
