"""What every change of an application has in common: one transaction, rights, idempotency, state table, audit row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines, graces
from services.tracker.usecases.informing.write_event import Particulars, write_event
from services.tracker.usecases.roles import board_of, roles_of
from services.tracker.usecases.scheduling import end_by_event
from services.tracker.usecases.telling import subject_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Fact, Right, require
from shared.audit import AuditEntry, entries
from shared.kernel.errors import Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

CERTAIN = frozenset({DeadlineState.CONFIRMED, DeadlineState.MET, DeadlineState.MISSED})


@dataclass
class Change:
    """One application in the hands of one person, inside one transaction.

    `answer` is what the act gives (and a repeat of it gets), when that is another application than this one.
    """

    ctx: TrackerContext
    work: Writing
    actor: Actor
    application: Application
    now: datetime
    answer: Application | None = None

    def closing(self) -> Deadline | None:
        """The newest version of the closing, None when no date is known."""
        return deadlines.closing_of(self.work.connection, self.actor.scope, self.application.id)

    def facts(self, **more: Any) -> Facts:
        """What the guards may look at, with what this event adds."""
        closing = self.closing()
        # A date that nobody confirmed may warn, but forbids nothing.
        certain = closing is not None and closing.state in CERTAIN
        closes_at = closing.closes_at if closing and certain else None
        is_late = closes_at is not None and closes_at <= self.now
        known = Facts(
            now=self.now,
            actor_id=self.actor.person_id,
            source_status=self.application.source_status,
            closes_at=closes_at,
            grace_until=self._grace() if is_late else None,
            title=self.application.title,
            author_ids=self.application.author_ids,
        )
        return replace(known, **more)

    def _grace(self) -> datetime | None:
        return graces.until_of(self.work.connection, self.actor.scope, self.application.id)

    def board(self) -> frozenset[str]:
        """Who is on the board of the place now."""
        return board_of(self.ctx.people, self.application.place_id, self.now)

    def happen(
        self,
        event: Event,
        facts: Facts,
        detail: Mapping[str, object] | None = None,
        *,
        particulars: Particulars | None = None,
        **values: object,
    ) -> Application:
        """Makes the event happen: table and guard, compare-and-set, audit row, word to the matcher.

        Raises NotAllowedNow, Forbidden, Stale.
        """
        who = roles_of(self.actor, self.application.place_id)
        row = decide(self.application.state, event, who, facts, _)
        after = self.write(event.value, detail, state=row.after, **values)
        end_by_event(self.work, self.actor.scope, after, event, self.now)
        write_event(self.ctx, self.work, self.actor.scope, after, event, self.now, particulars)
        return after

    def write(self, action: str, detail: Mapping[str, object] | None = None, **values: object) -> Application:
        """Writes new values with an audit row `application.<action>`. Raises Stale when somebody else was first."""
        before = self.application
        connection, scope = self.work.connection, self.actor.scope
        try:
            after = applications.change(connection, scope, before, updated_at=self.now, **values)
        except Stale as error:
            raise stale(self.ctx, self.work, before, error.current) from error
        about = {"from": before.state.value, "to": after.state.value, "version": after.version, **(detail or {})}
        self.work.note(audit_entry(self.actor, after, action, self.now, before=before, detail=about))
        self.application = after
        return after


@contextmanager
def changing(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    right: Right,
    *,
    once: Once | None,
    expected_version: int | None,
    owner_id: str | None = None,
    facts: frozenset[Fact] = frozenset(),
) -> Iterator[Change]:
    """A transaction on one application.

    Raises NotFound or Forbidden for the right, AlreadyDone for a repeated key, Stale when `expected_version` is not the
    version that holds.
    """
    with ctx.write() as work:
        application = applications.get(work.connection, actor.scope, application_id)
        state = application.state.value
        require(actor, right, place_id=application.place_id, state=state, owner_id=owner_id, facts=facts)
        if once is not None:
            once.begin(work.connection)
        if expected_version is not None and expected_version != application.version:
            raise stale(ctx, work, replace(application, version=expected_version), application.version)
        change = Change(ctx, work, actor, application, ctx.clock.now())
        yield change
        if once is not None:
            once.finish(work.connection, change.answer or change.application)


def audit_entry(
    actor: Actor | None,
    application: Application,
    action: str,
    now: datetime,
    *,
    before: Application | None = None,
    detail: Mapping[str, object],
) -> AuditEntry:
    """The audit row of one act on an application; without an actor it was the clock.

    `detail` holds codes, dates and versions, no personal data.
    """
    place_id = application.place_id
    return AuditEntry(
        action=f"application.{action}",
        subject=subject_of(application.id),
        at=now,
        person_id=actor.person_id if actor else None,
        organisation_id=place_id,
        acting_for=place_id if actor and place_id in actor.mandate_of else None,
        via=actor.acting_via if actor else None,
        before=None if before is None else _audited(before),
        after=_audited(application),
        detail=detail,
    )


def stale(ctx: TrackerContext, work: Writing, seen: Application, current: int | None) -> Stale:
    """The error that tells what changed since the version that somebody saw, and who changed it."""
    since = [
        line
        for line in entries(work.connection, subject_of(seen.id))
        if isinstance(version := line.detail.get("version"), int) and version > seen.version
    ]
    with ctx.people.read() as connection:
        names = directory.people_names(connection, {line.person_id for line in since if line.person_id})
    changes = [
        {
            "event": line.action.removeprefix("application."),
            "by": names.get(line.person_id or "", ""),
            "at": line.at.isoformat(),
            "state": line.detail.get("to"),
        }
        for line in since
    ]
    message = _("Iemand anders heeft deze aanvraag veranderd terwijl u bezig was. Kijk eerst wat er nu staat.")
    return Stale(message, current, {"events": changes})


def _audited(application: Application) -> dict[str, object]:
    return {
        "state": application.state.value,
        "title": application.title,
        "amount_cents": application.amount_cents,
        "source_status": application.source_status,
        "attention_at": application.attention_at,
    }
