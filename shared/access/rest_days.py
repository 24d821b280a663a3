"""Who rests on which days: seasons of rest of an organisation and of the coalition that it is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import tables
from shared.access.tables import season_of_rest


@dataclass(frozen=True)
class Season:
    """Days on which an organisation agreed to rest, both ends included."""

    organisation_id: str
    starts_on: date
    ends_on: date


def rests_on(connection: Connection, organisation_id: str, day: date) -> bool:
    """Whether the organisation, or the coalition that it is in, has a season of rest that covers the day."""
    return organisation_id in rest_ends(connection, [organisation_id], day)


def rest_ends(connection: Connection, organisation_ids: Iterable[str], day: date) -> dict[str, date]:
    """The last day of the rest that covers the day (both ends included), its own or its coalition's; the latest.

    An organisation without a rest on the day is not in it.
    """
    key = tables.organisation.c.id
    season = _resting(sa.select(key, sa.func.max(season_of_rest.c.ends_on)), day)
    query = season.where(key.in_(sorted(set(organisation_ids)))).group_by(key)
    return {row[0]: row[1] for row in connection.execute(query)}


def resting_on(connection: Connection, day: date) -> frozenset[str]:
    """Every organisation that has, or whose coalition has, a season of rest that covers the day."""
    return frozenset(connection.execute(_resting(sa.select(tables.organisation.c.id), day)).scalars())


def _resting(query: sa.Select[Any], day: date) -> sa.Select[Any]:
    own_or_coalition = sa.or_(
        season_of_rest.c.organisation_id == tables.organisation.c.id,
        season_of_rest.c.organisation_id == tables.organisation.c.coalition_id,
    )
    return query.select_from(tables.organisation.join(season_of_rest, own_or_coalition)).where(
        season_of_rest.c.starts_on <= day, season_of_rest.c.ends_on >= day
    )


def seasons_of_rest(connection: Connection, organisation_ids: Iterable[str], since: date) -> list[Season]:
    """The seasons of rest of these organisations that are not over on this day, first one first."""
    columns = season_of_rest.c
    query = (
        sa.select(columns.organisation_id, columns.starts_on, columns.ends_on)
        .where(columns.organisation_id.in_(sorted(set(organisation_ids))), columns.ends_on >= since)
        .order_by(columns.starts_on, columns.ends_on, columns.organisation_id)
    )
    return [Season(*row) for row in connection.execute(query)]
