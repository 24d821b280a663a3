"""An application that a sheet tells of: tied to no need and no source of the catalogue, only to their names."""

from __future__ import annotations

from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.records import Application
from services.tracker.domain.sheets.plan import PlannedRow, Step
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, snapshots
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.roles import roles_of
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.contracts.source_snapshot import SnapshotVerdict, SourceSnapshot
from shared.kernel.ids import new_id
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.CREATE)
NOT_KNOWN = "unknown"
MAX_TITLE = 200


def note_row(ctx: TrackerContext, actor: Actor, planned: PlannedRow) -> Application:
    """Makes the application of a new row, as an idea or a draft. Raises NotFound, Forbidden, NotAllowedNow."""
    place_id = planned.place_id or ""
    require(actor, RIGHT, place_id=place_id)
    now = ctx.clock.now()
    event = Event.NOTE if Step.NOTE in planned.steps else Event.START
    facts = Facts(now=now, actor_id=actor.person_id, source_status=NOT_KNOWN)
    state = decide(None, event, roles_of(actor, place_id), facts, _).after
    application = _application(ctx, actor, planned, state)
    with ctx.write() as work:
        applications.add(work.connection, actor.scope, application)
        snapshots.add(work.connection, actor.scope, application.id, _snapshot(application))
        detail = {"from": None, "to": state.value, "version": 1, "from_sheet": True}
        work.note(audit_entry(actor, application, event.value, now, detail=detail))
    return application


def _application(ctx: TrackerContext, actor: Actor, planned: PlannedRow, state: State) -> Application:
    row, now = planned.row, ctx.clock.now()
    source = row.source or row.provider or _("Nog geen bron")
    title = row.title or source
    return Application(
        id=new_id(),
        place_id=planned.place_id or "",
        need_id="",
        need_title=title,
        source_id="",
        source_name=source,
        provider=row.provider or source,
        source_status=NOT_KNOWN,
        title=title[:MAX_TITLE],
        state=state,
        version=1,
        amount_cents=row.amount_cents,
        started_by=actor.person_id,
        owner_id=planned.owner_id or actor.person_id,
        author_ids=frozenset({actor.person_id}),
        created_at=now,
        updated_at=now,
    )


def _snapshot(application: Application) -> SourceSnapshot:
    """What is known of the source: its name, as it stood in the sheet."""
    return SourceSnapshot(
        source_id="",
        source_version=0,
        name=application.source_name,
        provider=application.provider,
        provider_kind="",
        status=NOT_KNOWN,
        document={},
        need_id="",
        need_title=application.need_title,
        place_id=application.place_id,
        verdict=SnapshotVerdict(NOT_KNOWN, NOT_KNOWN),
        taken_at=application.created_at,
        amount_sought_cents=application.amount_cents,
    )
