"""Everything there is of one application, for its page and for the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.tracker.domain.deadlines import OPEN_DEADLINE, Kind
from services.tracker.domain.guards import Facts, offered
from services.tracker.domain.records import (
    Application,
    Deadline,
    Decision,
    FirstContact,
    KeptReminder,
    Submission,
    Task,
)
from services.tracker.domain.source_news import KeptChange
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines, dossier, reminders, snapshots, source_changes, tasks
from services.tracker.usecases.deciding.known import known_facts
from services.tracker.usecases.reading.read_life import Life, read_life
from services.tracker.usecases.roles import board_of, roles_of
from services.tracker.usecases.telling import subject_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.audit import entries
from shared.audit.entries import AuditLine
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.dates import AMSTERDAM

DRAFT_RIGHT = Right(Resource.APPLICATION_DRAFT, Action.READ)
SUBMITTED_RIGHT = Right(Resource.SUBMITTED_APPLICATION, Action.READ)
_BEFORE = frozenset({State.IDEA, State.STOPPED, State.DRAFT, State.INTERNAL_CHECK, State.READY, State.MISSED})


@dataclass(frozen=True)
class Dossier:
    """One application with all that belongs to it. `names` are what people are called, by id.

    `source_date`: the date that the source names now, where somebody has to choose between it and the own one.
    """

    application: Application
    snapshot: SourceSnapshot
    place_name: str
    deadlines: tuple[Deadline, ...]
    reminders: tuple[KeptReminder, ...]
    source_date: KeptChange | None
    tasks: tuple[Task, ...]
    contacts: tuple[FirstContact, ...]
    submissions: tuple[Submission, ...]
    decisions: tuple[Decision, ...]
    life: Life
    history: tuple[AuditLine, ...]
    allowed_events: tuple[Event, ...]
    names: dict[str, str]

    @property
    def closing(self) -> Deadline | None:
        """The newest version of the closing, None when no date is known."""
        found = [one for one in self.deadlines if one.kind is Kind.CLOSING]
        return max(found, key=lambda one: (one.made_at, one.version), default=None)

    @property
    def open_closing(self) -> Deadline | None:
        """The closing while it still matters."""
        closing = self.closing
        return closing if closing is not None and closing.state in OPEN_DEADLINE else None

    @property
    def other_deadlines(self) -> tuple[Deadline, ...]:
        """The open deadlines besides the closing, nearest first."""
        found = [one for one in self.deadlines if one.kind is not Kind.CLOSING and one.state in OPEN_DEADLINE]
        return tuple(sorted(found, key=lambda one: (one.plan_by, one.id)))

    def reminders_of(self, deadline: Deadline) -> tuple[KeptReminder, ...]:
        """The reminders of one version of a deadline, first due first."""
        mine = (deadline.id, deadline.version)
        return tuple(one for one in self.reminders if (one.deadline_id, one.deadline_version) == mine)


def read_dossier(ctx: TrackerContext, actor: Actor, application_id: str) -> Dossier:
    """The dossier of an application. Raises NotFound when it does not exist or this person may not see it."""
    scope = actor.scope
    with ctx.database.read() as connection:
        application = applications.get(connection, scope, application_id)
        right = DRAFT_RIGHT if application.state in _BEFORE else SUBMITTED_RIGHT
        require(actor, right, place_id=application.place_id, state=application.state.value)
        snapshot = snapshots.of_application(connection, scope, application_id)
        kept_deadlines = tuple(deadlines.of_application(connection, scope, application_id))
        kept_reminders = tuple(reminders.of_application(connection, scope, application_id))
        kept_tasks = tuple(tasks.of_application(connection, scope, application_id))
        source_date = source_changes.open_proposal(connection, scope, application_id)
        contacts = tuple(dossier.of_application(connection, scope, FirstContact, application_id))
        submissions = tuple(dossier.of_application(connection, scope, Submission, application_id))
        decisions = tuple(dossier.of_application(connection, scope, Decision, application_id))
        today = ctx.clock.now().astimezone(AMSTERDAM).date()
        life = read_life(ctx, connection, scope, application, snapshot, today)
        known = known_facts(connection, scope, application)
        history = tuple(entries(connection, subject_of(application_id)))
    names, place_name = _names(ctx, application.place_id, history, kept_tasks)
    return Dossier(
        application=application,
        snapshot=snapshot,
        place_name=place_name,
        deadlines=kept_deadlines,
        reminders=kept_reminders,
        source_date=source_date,
        tasks=kept_tasks,
        contacts=contacts,
        submissions=submissions,
        decisions=decisions,
        life=life,
        history=history,
        allowed_events=_offered(ctx, actor, application, known),
        names=names,
    )


def _names(
    ctx: TrackerContext, place_id: str, history: Sequence[AuditLine], kept_tasks: Sequence[Task]
) -> tuple[dict[str, str], str]:
    people = {line.person_id for line in history if line.person_id} | {one.done_by for one in kept_tasks if one.done_by}
    with ctx.people.read() as connection:
        names = directory.people_names(connection, people)
        return names, directory.organisation_names(connection, [place_id]).get(place_id, "")


def _offered(
    ctx: TrackerContext, actor: Actor, application: Application, known: Mapping[str, Any]
) -> tuple[Event, ...]:
    now = ctx.clock.now()
    facts = Facts(
        now=now,
        actor_id=actor.person_id,
        source_status=application.source_status,
        title=application.title,
        author_ids=application.author_ids,
        board_ids=board_of(ctx.people, application.place_id, now),
        **known,
    )
    return offered(application.state, roles_of(actor, application.place_id), facts)
