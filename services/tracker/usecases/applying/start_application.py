"""Starting an application from a match, or keeping the match as an idea for later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.tracker.domain.deadlines import DeadlineState, Origin, closing_errors
from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.states import Event, State
from services.tracker.domain.task_templates import dated, preparations
from services.tracker.domain.tasks import checklist, first_tasks
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, snapshots, tasks
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.informing.write_event import write_event
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.scheduling import entered_of, is_sure, schedule
from services.tracker.usecases.telling import tell_team
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.contracts.messages import MessageKind
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.CREATE)
MAX_TITLE = 200
MAX_NAME = 300


def start_application(
    ctx: TrackerContext, actor: Actor, *, need_id: str, source_id: str, as_idea: bool = False, once: Once | None = None
) -> Application:
    """Starts an application for this need at this source, with its snapshot, deadline, reminders and tasks.

    With `as_idea` it is only kept as an idea with its first tasks. An idea that was kept before is taken up.
    Raises NotFound for a need or source out of reach, NotAllowedNow when the source is closed or an application for
    both is open, Unavailable when the matcher does not answer.
    """
    # Asked before the transaction: nobody else waits for the matcher's answer.
    snapshot = ctx.matcher.snapshot(actor.person_id, need_id, source_id)
    require(actor, RIGHT, place_id=snapshot.place_id)
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        idea = None if as_idea else _idea(work, actor, snapshot)
        application = begin_application(ctx, work, actor, snapshot, Event.NOTE if as_idea else Event.START, idea)
        if once is not None:
            once.finish(work.connection, application)
    return application


def begin_application(
    ctx: TrackerContext,
    work: Writing,
    actor: Actor,
    snapshot: SourceSnapshot,
    event: Event,
    idea: Application | None = None,
    *,
    like: Application | None = None,
) -> Application:
    """Makes the application, or takes up the idea, in this transaction. `like`: the one of which it is a new try.

    Raises NotAllowedNow when the source is closed or an application for both is open.
    """
    now, connection, scope = ctx.clock.now(), work.connection, actor.scope
    facts = Facts(now=now, actor_id=actor.person_id, source_status=_status(snapshot, idea))
    row = decide(idea.state if idea else None, event, roles_of(actor, snapshot.place_id), facts, _)
    if idea is None:
        application = _new(snapshot, actor, row.after, now)
        if like is not None:
            application = replace(application, title=like.title, amount_cents=like.amount_cents)
        applications.add(connection, scope, application)
    else:
        application = applications.change(connection, scope, idea, state=row.after, updated_at=now)
    snapshots.add(connection, scope, application.id, snapshot)
    wanted = first_tasks(snapshot.status, snapshot.first_steps)
    closing = None
    if event is Event.START:
        wanted += preparations(snapshot.provider_kind, snapshot.apply_via) + checklist(snapshot.papers)
        application, closing = _with_deadline(work, actor, application, snapshot, now)
        tell_team(work, application, MessageKind.APPLICATION_STARTED, now, closing=closing)
    last_day = closing.last_day if closing else None
    tasks.add(connection, scope, application, dated(wanted, last_day, now.astimezone(AMSTERDAM).date()))
    write_event(ctx, work, scope, application, event, now)
    detail = {
        "from": idea.state.value if idea else None,
        "to": application.state.value,
        "version": application.version,
        "source": snapshot.source_id,
        "source_version": snapshot.source_version,
    }
    work.note(audit_entry(actor, application, event.value, now, before=idea, detail=detail))
    return application


def _idea(work: Writing, actor: Actor, snapshot: SourceSnapshot) -> Application | None:
    found = applications.open_one(work.connection, actor.scope, snapshot.need_id, snapshot.source_id)
    return found if found is not None and found.state is State.IDEA else None


def _status(snapshot: SourceSnapshot, idea: Application | None) -> str:
    """What the funder itself told is newer than what the catalogue says."""
    return idea.source_status if idea is not None and idea.source_status != "unknown" else snapshot.status


def _with_deadline(
    work: Writing, actor: Actor, application: Application, snapshot: SourceSnapshot, now: datetime
) -> tuple[Application, Deadline | None]:
    entered = entered_of(snapshot.closing)
    # A date of a round that is over says nothing about the next one.
    if entered is None or closing_errors(entered.day, now.astimezone(AMSTERDAM).date()):
        return application, None
    state = DeadlineState.CONFIRMED if is_sure(snapshot.status, snapshot.closing) else DeadlineState.PROPOSED
    closing = schedule(
        work,
        actor.scope,
        application,
        entered,
        state,
        told_by=actor.person_id,
        now=now,
        origin=Origin.SOURCE,
    )
    connection, scope = work.connection, actor.scope
    return applications.change(connection, scope, application, attention_at=closing.plan_by), closing


def _new(snapshot: SourceSnapshot, actor: Actor, state: State, now: datetime) -> Application:
    return Application(
        id=new_id(),
        place_id=snapshot.place_id,
        need_id=snapshot.need_id,
        need_title=snapshot.need_title[:MAX_NAME],
        source_id=snapshot.source_id,
        source_name=snapshot.name[:MAX_NAME],
        provider=snapshot.provider[:MAX_NAME],
        source_status=snapshot.status,
        title=snapshot.need_title[:MAX_TITLE],
        state=state,
        version=1,
        amount_cents=snapshot.amount_sought_cents,
        started_by=actor.person_id,
        owner_id=actor.person_id,
        author_ids=frozenset({actor.person_id}),
        created_at=now,
        updated_at=now,
        provider_kind=snapshot.provider_kind,
        chance_percent=snapshot.chance_percent,
    )
