"""Storage of what was handed over, and finding what a person has in hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.handing_over import HandoverItem
from services.tracker.domain.states import RESTING, State
from services.tracker.storage.tables import application, task
from services.tracker.storage.tables import handover_item as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

_OVER = sorted(state.value for state in RESTING | {State.CLOSED})


def add(connection: Connection, scope: Scope, items: Sequence[HandoverItem]) -> None:
    """Keeps what went over. Raises NotFound for a place out of reach."""
    if not all(scope.reaches(item.place_id) for item in items):
        raise NotFound(_("Deze plek is niet gevonden."))
    if items:
        connection.execute(sa.insert(table), [asdict(item) for item in items])


def of_handover(connection: Connection, scope: Scope, handover_id: str) -> list[HandoverItem]:
    """Everything that went over in one step, as far as it is in reach."""
    condition = (table.c.handover_id == handover_id, scope.limits(table.c.place_id))
    rows = connection.execute(sa.select(table).where(*condition).order_by(table.c.id)).mappings()
    return [HandoverItem(**row) for row in rows]


def handed_since(connection: Connection, scope: Scope, person_id: str, since: datetime) -> list[HandoverItem]:
    """What a person handed over, or what was handed over from them, so lately that it can be taken back."""
    own = sa.or_(table.c.handed_by == person_id, table.c.from_person == person_id)
    condition = (own, table.c.handed_at >= since, table.c.undone_at.is_(None), scope.limits(table.c.place_id))
    rows = connection.execute(sa.select(table).where(*condition).order_by(table.c.handed_at, table.c.id)).mappings()
    return [HandoverItem(**row) for row in rows]


def undo(connection: Connection, scope: Scope, item_ids: Collection[str], at: datetime) -> int:
    """Marks things as taken back; returns how many were not yet."""
    condition = (table.c.id.in_(sorted(item_ids)), table.c.undone_at.is_(None), scope.limits(table.c.place_id))
    return connection.execute(sa.update(table).where(*condition).values(undone_at=at)).rowcount


def tasks_in_hand(connection: Connection, scope: Scope, person_id: str) -> list[str]:
    """Ids of the open tasks of a person, of applications that are not over."""
    query = (
        sa.select(task.c.id)
        .join(application, application.c.id == task.c.application_id)
        .where(
            task.c.owner_id == person_id,
            task.c.done_at.is_(None),
            application.c.state.not_in(_OVER),
            scope.limits(task.c.place_id),
        )
        .order_by(task.c.id)
    )
    return list(connection.execute(query).scalars())


def applications_in_hand(connection: Connection, scope: Scope, person_id: str) -> list[str]:
    """Ids of the applications that a person takes care of and that are not over."""
    holder = sa.func.coalesce(application.c.owner_id, application.c.started_by)
    condition = (holder == person_id, application.c.state.not_in(_OVER), scope.limits(application.c.place_id))
    return list(connection.execute(sa.select(application.c.id).where(*condition).order_by(application.c.id)).scalars())


def holders(connection: Connection, scope: Scope, place_id: str) -> set[str]:
    """Everybody who has open work of a place in hand."""
    of_place = (application.c.place_id == place_id, application.c.state.not_in(_OVER))
    holder = sa.func.coalesce(application.c.owner_id, application.c.started_by)
    held = sa.select(holder).where(*of_place, scope.limits(application.c.place_id))
    todo = (
        sa.select(task.c.owner_id)
        .join(application, application.c.id == task.c.application_id)
        .where(*of_place, task.c.owner_id.is_not(None), task.c.done_at.is_(None), scope.limits(task.c.place_id))
    )
    return set(connection.execute(held.union(todo)).scalars())
