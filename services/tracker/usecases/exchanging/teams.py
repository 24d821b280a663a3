"""Who can be meant by a name in a sheet: the people who may work for the place, each place asked once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.rows import Odd, RowRead
from services.tracker.usecases.tasks.team import able_team
from shared.kernel.letters import folded
from shared.plumbing.database import Database


@dataclass(frozen=True)
class Teams:
    """The teams of places at a moment."""

    people: Database
    at: datetime
    _known: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, place_id: str) -> dict[str, str]:
        """Names by id."""
        if place_id not in self._known:
            self._known[place_id] = able_team(self.people, place_id, self.at)
        return self._known[place_id]

    def person(self, place_id: str, name: str) -> str | None:
        """Who is called so, by whole name or else by first name; None when that is nobody or more than one."""
        wanted = folded(name).split()
        called = {id_: folded(one).split() for id_, one in self.of(place_id).items()}
        same = [id_ for id_, words in called.items() if words == wanted]
        near = same or [id_ for id_, words in called.items() if words[:1] == wanted]
        return near[0] if len(near) == 1 else None

    def told(self, row: RowRead, place_id: str) -> tuple[RowRead, str | None]:
        """The row with the name of its owner as it is here, and their id; a name of nobody is no fact."""
        if not row.owner:
            return row, None
        person_id = self.person(place_id, row.owner)
        if person_id is not None:
            return replace(row, owner=self.of(place_id)[person_id]), person_id
        odd = (*row.odd, Odd(Field.OWNER, row.owner, "no_person"))
        return replace(row, owner="", given=row.given - {Field.OWNER}, odd=odd), None
