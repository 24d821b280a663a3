"""What a place lets people outside it see: per group of facts and per audience. A place owns its facts.

A coalition that helps a place sees its facts until the place takes that back; funders see nothing until it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.scope import Scope
from shared.access.tables import sharing


class FactGroup(StrEnum):
    """Facts that are shared together."""

    PEOPLE = "people"
    BUILDING = "building"
    LEGAL = "legal"
    MONEY = "money"


class SharedWith(StrEnum):
    """Who may see them."""

    COALITION = "coalition"
    FUNDERS = "funders"


GROUP_OF: Mapping[str, FactGroup] = {
    "board_members": FactGroup.PEOPLE,
    "volunteers": FactGroup.PEOPLE,
    "partners": FactGroup.PEOPLE,
    "tenure": FactGroup.BUILDING,
    "legal_form": FactGroup.LEGAL,
    "kvk_number": FactGroup.LEGAL,
    "fiscal_host": FactGroup.LEGAL,
    "anbi": FactGroup.LEGAL,
    "money_last_year_from": FactGroup.MONEY,
    "reserves_times_yearly_costs": FactGroup.MONEY,
    "can_prefinance": FactGroup.MONEY,
}
"""The group of each fact of a place. A fact that is in none of them is always seen with the place."""

DEFAULT = {SharedWith.COALITION: frozenset(FactGroup), SharedWith.FUNDERS: frozenset[FactGroup]()}


@dataclass(frozen=True)
class Shared:
    """What one place shares with each audience."""

    groups: Mapping[SharedWith, frozenset[FactGroup]]

    def shows(self, fact: str, audience: SharedWith) -> bool:
        """Whether the audience sees this fact."""
        group = GROUP_OF.get(fact)
        return group is None or group in self.groups[audience]


NOTHING_SAID = Shared(DEFAULT)


def shared_by(connection: Connection, place_ids: Iterable[str]) -> dict[str, Shared]:
    """What each of these places shares."""
    ids = sorted(set(place_ids))
    found = {place_id: {audience: set(groups) for audience, groups in DEFAULT.items()} for place_id in ids}
    for row in connection.execute(sa.select(sharing).where(sharing.c.place_id.in_(ids))):
        groups, group = found[row.place_id][SharedWith(row.audience)], FactGroup(row.fact_group)
        (groups.add if row.shared else groups.discard)(group)
    return {
        place_id: Shared({audience: frozenset(groups) for audience, groups in by_audience.items()})
        for place_id, by_audience in found.items()
    }


def save(connection: Connection, place_id: str, shared: Shared, *, by: str, at: datetime) -> None:
    """Replaces what a place shares."""
    connection.execute(sa.delete(sharing).where(sharing.c.place_id == place_id))
    connection.execute(
        sa.insert(sharing),
        [
            {
                "place_id": place_id,
                "fact_group": group.value,
                "audience": audience.value,
                "shared": group in groups,
                "told_by": by,
                "told_at": at,
            }
            for audience, groups in shared.groups.items()
            for group in FactGroup
        ],
    )


def withheld(connection: Connection, scope: Scope, place_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The facts that each place keeps from whom this scope is of; asks nothing where they see a place from inside."""
    outside = [place_id for place_id in place_ids if place_id in scope.outside]
    return {
        place_id: frozenset(fact for fact in GROUP_OF if not shared.shows(fact, SharedWith.COALITION))
        for place_id, shared in (shared_by(connection, outside).items() if outside else ())
    }
