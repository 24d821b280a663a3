"""The way of an application to its decision and what followed, for its page and for the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from services.tracker.domain.life import Condition, Correspondence, LimitPass, Objection, Resubmission
from services.tracker.domain.records import Application
from services.tracker.domain.states import PREPARING
from services.tracker.settings import TrackerContext
from services.tracker.storage import conditions, dossier, objections, snapshots
from services.tracker.usecases.limiting.find_limits import FoundLimit, find_limits
from shared.access.scope import Scope
from shared.contracts.source_snapshot import SourceSnapshot


@dataclass(frozen=True)
class Life:
    """Letters, conditions, objections and limits of one application, and of which it is a new try.

    `limits` matter while it is being prepared. `changed` names what the source says otherwise since the former try.
    """

    correspondence: tuple[Correspondence, ...]
    conditions: tuple[Condition, ...]
    objections: tuple[Objection, ...]
    limits: tuple[FoundLimit, ...]
    limit_passes: tuple[LimitPass, ...]
    resubmission: Resubmission | None
    changed: tuple[str, ...]


def read_life(
    ctx: TrackerContext,
    connection: Connection,
    scope: Scope,
    application: Application,
    snapshot: SourceSnapshot,
    today: date,
) -> Life:
    """All of it within the scope."""
    tries = dossier.of_application(connection, scope, Resubmission, application.id)
    former = tries[-1] if tries else None
    preparing = application.state in PREPARING
    return Life(
        correspondence=tuple(dossier.of_application(connection, scope, Correspondence, application.id)),
        conditions=tuple(conditions.of_application(connection, scope, application.id)),
        objections=tuple(objections.of_application(connection, scope, application.id)),
        limits=find_limits(ctx, connection, application, snapshot, today) if preparing else (),
        limit_passes=tuple(dossier.of_application(connection, scope, LimitPass, application.id)),
        resubmission=former,
        changed=_changed(connection, scope, former, snapshot) if former and preparing else (),
    )


def _changed(connection: Connection, scope: Scope, former: Resubmission, snapshot: SourceSnapshot) -> tuple[str, ...]:
    then = snapshots.of_application(connection, scope, former.former_id)
    return tuple(part for part in COMPARED if getattr(then, part) != getattr(snapshot, part))


COMPARED = ("status", "closing", "amounts", "papers", "first_steps", "apply_via", "reporting")
"""Parts of a source that make what was written before old."""
