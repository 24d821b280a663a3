"""What every act on the activity record has in common: one transaction, rights, idempotency, version, audit row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.activities import Activity, NewActivity, activity_errors
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities, applications, partnerships
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.audit import AuditEntry
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

READ = Right(Resource.REPORT, Action.READ)
CREATE = Right(Resource.REPORT, Action.CREATE)
UPDATE = Right(Resource.REPORT, Action.UPDATE)


def subject_of(activity_id: str) -> str:
    """What audit rows about an activity are filed under."""
    return f"activity:{activity_id}"


@dataclass
class Recording:
    """The record of a place in the hands of one person, inside one transaction. `kept` is the activity in hand."""

    work: Writing
    actor: Actor
    now: datetime
    kept: Activity | None = None

    def note(self, action: str, one: Activity, detail: Mapping[str, object] | None = None) -> None:
        """Writes the audit row `activity.<action>`, and makes this the activity in hand."""
        place_id = one.place_id
        entry = AuditEntry(
            action=f"activity.{action}",
            subject=subject_of(one.id),
            at=self.now,
            person_id=self.actor.person_id,
            organisation_id=place_id,
            acting_for=place_id if place_id in self.actor.mandate_of else None,
            via=self.actor.acting_via,
            detail={"version": one.version, **(detail or {})},
        )
        self.work.note(entry)
        self.kept = one

    def check(self, place_id: str, given: NewActivity) -> None:
        """Raises InvalidInput with everything that is wrong, also with the applications that it should belong to."""
        errors = activity_errors(given, self.now.astimezone(AMSTERDAM).date())
        connection, scope = self.work.connection, self.actor.scope
        known = applications.by_ids(connection, scope, given.application_ids).values()
        own = {one.id for one in known if one.place_id == place_id}
        joint = {one.application_id for one in partnerships.of_partners(connection, scope, [place_id])}
        if not own | joint >= set(given.application_ids):
            errors.append(FieldError("applicationIds", "unknown", _("Deze aanvraag is niet van deze plek.")))
        raise_for(errors)


@contextmanager
def recording(ctx: TrackerContext, actor: Actor, once: Once | None) -> Iterator[Recording]:
    """A transaction on the record; the caller asks for the right. Raises AlreadyDone for a repeated key."""
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        act = Recording(work, actor, ctx.clock.now())
        yield act
        if once is not None:
            once.finish(work.connection, act.kept)


@contextmanager
def changing_activity(
    ctx: TrackerContext, actor: Actor, activity_id: str, *, once: Once | None, expected_version: int | None
) -> Iterator[tuple[Recording, Activity]]:
    """A transaction on one activity. Raises NotFound, Forbidden, AlreadyDone, and Stale for another version."""
    with ctx.write() as work:
        one = activities.get(work.connection, actor.scope, activity_id)
        require(actor, UPDATE, place_id=one.place_id)
        if once is not None:
            once.begin(work.connection)
        if expected_version is not None and expected_version != one.version:
            message = _(
                "Iemand anders heeft deze activiteit veranderd terwijl u bezig was. Kijk eerst wat er nu staat."
            )
            raise Stale(message, one.version)
        act = Recording(work, actor, ctx.clock.now(), one)
        yield act, one
        if once is not None:
            once.finish(work.connection, act.kept)
