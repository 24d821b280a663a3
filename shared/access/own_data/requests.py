"""What people asked about their own data, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import privacy_request as table
from shared.kernel.ids import new_id
from shared.kernel.retention import Kept, kept_for


class Kind(StrEnum):
    """What is asked."""

    ACCESS = "access"
    ERASURE = "erasure"


class State(StrEnum):
    """Where it stands: asked waits for a coordinator, granted for an administrator, agreed is to be carried out now.

    Done is ready, and over when a file has gone again.
    """

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    AGREED = "agreed"
    DONE = "done"
    OVER = "over"


@dataclass(frozen=True)
class Request:
    """One request. `file` is the name of the zip in the store, `held_back` the organisations to be handed over."""

    id: str
    person_id: str
    kind: Kind
    state: State
    asked_at: datetime
    done_at: datetime | None
    file: str | None
    expires_at: datetime | None
    held_back: tuple[str, ...] = ()
    reason: str = ""
    decided_by: str | None = None


_COLUMNS = (
    table.c.id,
    table.c.person_id,
    table.c.kind,
    table.c.state,
    table.c.asked_at,
    table.c.done_at,
    table.c.file,
    table.c.expires_at,
    table.c.held_back,
    table.c.reason,
    table.c.decided_by,
)

OPEN = frozenset({State.ASKED, State.GRANTED, State.AGREED})


def ask(
    people: Connection,
    person_id: str,
    kind: Kind,
    now: datetime,
    *,
    held_back: Collection[str] = (),
    reason: str = "",
    has_decider: bool = True,
) -> Request:
    """Keeps a request; gives the one that is open already when there is one.

    It may be carried out at once, unless organisations are held back by it: then a coordinator decides, and where
    there is none an administrator.
    """
    for one in of_person(people, person_id):
        if one.kind is kind and one.state in OPEN:
            return one
    state = (State.ASKED if has_decider else State.GRANTED) if held_back else State.AGREED
    made = Request(new_id(), person_id, kind, state, now, None, None, None, tuple(sorted(held_back)), reason)
    people.execute(
        sa.insert(table).values(
            id=made.id,
            person_id=person_id,
            kind=kind.value,
            state=made.state.value,
            asked_at=now,
            held_back=list(made.held_back),
            reason=reason,
        )
    )
    return made


def of_person(people: Connection, person_id: str) -> list[Request]:
    """What this person asked, newest first."""
    query = sa.select(*_COLUMNS).where(table.c.person_id == person_id)
    return [_request(row) for row in people.execute(query.order_by(table.c.asked_at.desc(), table.c.id.desc()))]


def waiting(people: Connection) -> list[Request]:
    """What is to be carried out, oldest first."""
    return in_state(people, State.AGREED)


def in_state(people: Connection, *states: State) -> list[Request]:
    """All requests that stand so, oldest first."""
    query = sa.select(*_COLUMNS).where(table.c.state.in_([state.value for state in states]))
    return [_request(row) for row in people.execute(query.order_by(table.c.asked_at, table.c.id))]


def decide(people: Connection, one: Request, by: str, *, granted: bool, reason: str, now: datetime) -> bool:
    """Keeps what a coordinator decided; False when another was first."""
    state = State.GRANTED if granted else State.REFUSED
    values = {"state": state.value, "decided_by": by, "decided_at": now, "reason": reason}
    return _move(people, one, State.ASKED, values)


def execute(people: Connection, one: Request, by: str) -> bool:
    """Has it carried out; False when it was already."""
    return _move(people, one, State.GRANTED, {"state": State.AGREED.value, "executed_by": by})


def ready(people: Connection, one: Request, now: datetime, *, file: str | None = None) -> bool:
    """Notes that it was carried out; False when another process was first. A file lives as long as the table says."""
    values = {"state": State.DONE.value, "done_at": now, "file": file}
    if file is not None:
        values["expires_at"] = now + kept_for(Kept.OWN_DATA_FILES)
    return _move(people, one, State.AGREED, values)


def over(people: Connection, now: datetime) -> list[Request]:
    """Those whose file must go now; they are noted as over."""
    query = sa.select(*_COLUMNS).where(table.c.state == State.DONE.value, table.c.expires_at <= now)
    found = [_request(row) for row in people.execute(query)]
    return [one for one in found if _move(people, one, State.DONE, {"state": State.OVER.value, "file": None})]


def files_of(people: Connection, person_id: str) -> list[str]:
    """The files that lie ready for this person."""
    return [one.file for one in of_person(people, person_id) if one.file]


def _move(people: Connection, one: Request, before: State, values: Mapping[str, object]) -> bool:
    where = (table.c.id == one.id, table.c.state == before.value)
    change = sa.update(table).where(*where).values(version=table.c.version + 1, **values)
    return people.execute(change).rowcount == 1


def _request(row: Any) -> Request:
    values = dict(row._mapping)
    held = tuple(row.held_back)
    return Request(**values | {"kind": Kind(row.kind), "state": State(row.state), "held_back": held})
