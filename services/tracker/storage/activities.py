"""Storage of the activity record of a place, with costs, who pays which part, and pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.activities import Activity, Cost, NewCost, Photo, as_lead_sees
from services.tracker.storage.tables import (
    activity,
    activity_application,
    activity_cost,
    activity_photo,
    cost_share,
    partnership,
)
from shared.access.scope import SYSTEM, Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id, new_id
from shared.plumbing.reach import beyond
from shared.wording.texts import gettext as _

_PARTS = frozenset({"application_ids", "costs", "photos"})
_PLAIN = tuple(field.name for field in fields(Activity) if field.name not in _PARTS)


@dataclass(frozen=True)
class Position:
    """Where a page of the record ends: the sort values of its last row."""

    happened_on: date
    id: str


def add(connection: Connection, scope: Scope, one: Activity, costs: Sequence[NewCost]) -> None:
    """Keeps a new activity with its costs. Raises NotFound for a place out of reach."""
    if not scope.reaches(one.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(activity).values(**{name: getattr(one, name) for name in _PLAIN}))
    _write_parts(connection, one, costs)


def get(connection: Connection, scope: Scope, activity_id: str) -> Activity:
    """One activity, also when it was taken away. Raises NotFound when it is not there or out of reach."""
    if is_id(activity_id):
        query = sa.select(activity).where(activity.c.id == activity_id, scope.limits(activity.c.place_id))
        row = connection.execute(query).one_or_none()
        if row is not None:
            return _with_parts(connection, scope, [row])[0]
    raise NotFound(_("Deze activiteit is niet gevonden."))


def change(
    connection: Connection, scope: Scope, before: Activity, costs: Sequence[NewCost] | None = None, **values: Any
) -> Activity:
    """Writes new values, and costs when they are given. Raises Stale when somebody else was first."""
    after = replace(before, version=before.version + 1, **values)
    condition = (
        activity.c.id == before.id,
        activity.c.version == before.version,
        scope.limits(activity.c.place_id),
    )
    written = {name: getattr(after, name) for name in _PLAIN}
    if connection.execute(sa.update(activity).where(*condition).values(**written)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze activiteit net veranderd."))
    if costs is not None:
        _forget_parts(connection, before, {cost.id for cost in costs})
        _write_parts(connection, after, costs)
    return get(connection, scope, before.id)


def of_place(
    connection: Connection, scope: Scope, place_id: str, *, after: Position | None, limit: int
) -> list[Activity]:
    """The record of a place, newest day first, at most `limit`, behind the position `after`."""
    conditions = [activity.c.place_id == place_id, activity.c.removed_at.is_(None), scope.limits(activity.c.place_id)]
    if after is not None:
        earlier = activity.c.happened_on < after.happened_on
        same = sa.and_(activity.c.happened_on == after.happened_on, activity.c.id < after.id)
        conditions.append(sa.or_(earlier, same))
    order = (activity.c.happened_on.desc(), activity.c.id.desc())
    rows = connection.execute(sa.select(activity).where(*conditions).order_by(*order).limit(limit)).all()
    return _with_parts(connection, scope, rows)


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Activity]:
    """The activities that belong to an application, oldest day first; for its lead with those of the partners."""
    belonging = (
        sa.select(activity)
        .join(activity_application, activity_application.c.activity_id == activity.c.id)
        .where(activity_application.c.application_id == application_id, activity.c.removed_at.is_(None))
    )
    own = connection.execute(belonging.where(scope.limits(activity.c.place_id))).all()
    partners = sa.select(partnership.c.partner_id).where(
        partnership.c.application_id == application_id,
        partnership.c.partner_id.is_not(None),
        scope.limits(partnership.c.place_id),
    )
    known = {row.id for row in own}
    found = _with_parts(connection, scope, own)
    with beyond(connection, "activities of partners"):
        rows = connection.execute(belonging.where(activity.c.place_id.in_(partners)))
        others = _with_parts(connection, SYSTEM, [row for row in rows if row.id not in known])
    found += [as_lead_sees(one, application_id) for one in others]
    return sorted(found, key=lambda one: (one.happened_on, one.id))


def add_photo(connection: Connection, scope: Scope, photo: Photo) -> None:
    """Keeps what is known of a picture. Raises NotFound for a place out of reach."""
    if not scope.reaches(photo.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(activity_photo).values(**asdict(photo)))


def photo(connection: Connection, scope: Scope, photo_id: str) -> Photo:
    """What is known of a picture. Raises NotFound when it is not there or out of reach."""
    if is_id(photo_id):
        condition = (activity_photo.c.id == photo_id, scope.limits(activity_photo.c.place_id))
        row = connection.execute(sa.select(activity_photo).where(*condition)).one_or_none()
        if row is not None:
            return _photo(row)
    raise NotFound(_("Deze foto is niet gevonden."))


def stored(connection: Connection, scope: Scope, names: Iterable[str]) -> set[str]:
    """Which of these names in the store belong to a picture."""
    condition = (activity_photo.c.stored_as.in_(sorted(names)), scope.limits(activity_photo.c.place_id))
    return set(connection.execute(sa.select(activity_photo.c.stored_as).where(*condition)).scalars())


def position_of(one: Activity) -> Position:
    """The place of an activity in the record."""
    return Position(one.happened_on, one.id)


def _write_parts(connection: Connection, one: Activity, costs: Sequence[NewCost]) -> None:
    about = {"place_id": one.place_id}
    for application_id in dict.fromkeys(one.application_ids):
        row = {"activity_id": one.id, "application_id": application_id, **about}
        connection.execute(sa.insert(activity_application).values(**row))
    for position, cost in enumerate(costs):
        values = {
            "position": position,
            "what": cost.what.strip(),
            "amount_cents": cost.amount_cents,
            "line_id": cost.line_id,
        }
        cost_id = _write_cost(connection, one, cost, values)
        shares = [
            {"cost_id": cost_id, "application_id": application_id, "cents": cents, **about}
            for application_id, cents in cost.shares
            if cents > 0
        ]
        if shares:
            connection.execute(sa.insert(cost_share), shares)


def _write_cost(connection: Connection, one: Activity, cost: NewCost, values: dict[str, Any]) -> str:
    """A cost that was there keeps its id, and with it its receipts."""
    condition = (activity_cost.c.id == cost.id, activity_cost.c.activity_id == one.id)
    if cost.id and connection.execute(sa.update(activity_cost).where(*condition).values(**values)).rowcount == 1:
        return cost.id
    made = new_id()
    about = {"id": made, "activity_id": one.id, "place_id": one.place_id}
    connection.execute(sa.insert(activity_cost).values(**about, **values))
    return made


def _forget_parts(connection: Connection, one: Activity, kept_costs: Collection[str]) -> None:
    """Takes away what the new values say anew. The receipt of a cost that goes becomes a picture of the activity."""
    connection.execute(sa.delete(activity_application).where(activity_application.c.activity_id == one.id))
    gone = [cost.id for cost in one.costs if cost.id not in kept_costs]
    connection.execute(sa.delete(cost_share).where(cost_share.c.cost_id.in_([cost.id for cost in one.costs])))
    connection.execute(sa.update(activity_photo).where(activity_photo.c.cost_id.in_(gone)).values(cost_id=None))
    connection.execute(sa.delete(activity_cost).where(activity_cost.c.id.in_(gone)))


def _with_parts(connection: Connection, scope: Scope, rows: Sequence[sa.Row[Any]]) -> list[Activity]:
    """The activities of these rows with all that belongs to them, in four queries however many there are."""
    ids = [row.id for row in rows]
    links: dict[str, list[str]] = defaultdict(list)
    query = sa.select(activity_application).where(
        activity_application.c.activity_id.in_(ids), scope.limits(activity_application.c.place_id)
    )
    for link in connection.execute(query.order_by(activity_application.c.application_id)):
        links[link.activity_id].append(link.application_id)
    costs, photos = _costs(connection, scope, ids), _photos(connection, scope, ids)
    return [
        Activity(
            **{name: getattr(row, name) for name in _PLAIN},
            application_ids=tuple(links[row.id]),
            costs=tuple(costs[row.id]),
            photos=tuple(photos[row.id]),
        )
        for row in rows
    ]


def _costs(connection: Connection, scope: Scope, activity_ids: list[str]) -> dict[str, list[Cost]]:
    condition = (activity_cost.c.activity_id.in_(activity_ids), scope.limits(activity_cost.c.place_id))
    rows = connection.execute(sa.select(activity_cost).where(*condition).order_by(activity_cost.c.position)).all()
    shares: dict[str, list[tuple[str, int]]] = defaultdict(list)
    query = sa.select(cost_share).where(
        cost_share.c.cost_id.in_([row.id for row in rows]), scope.limits(cost_share.c.place_id)
    )
    for share in connection.execute(query.order_by(cost_share.c.application_id)):
        shares[share.cost_id].append((share.application_id, share.cents))
    found: dict[str, list[Cost]] = defaultdict(list)
    for row in rows:
        found[row.activity_id].append(Cost(**row._mapping, shares=tuple(shares[row.id])))
    return found


def _photos(connection: Connection, scope: Scope, activity_ids: list[str]) -> dict[str, list[Photo]]:
    condition = (activity_photo.c.activity_id.in_(activity_ids), scope.limits(activity_photo.c.place_id))
    found: dict[str, list[Photo]] = defaultdict(list)
    for row in connection.execute(sa.select(activity_photo).where(*condition).order_by(activity_photo.c.id)):
        found[row.activity_id].append(_photo(row))
    return found


def _photo(row: sa.Row[Any]) -> Photo:
    return Photo(**row._mapping)
