"""Storage of what volunteers ask of places: a mandate, for stated acts and a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actors import MandateAct
from shared.access.tables import mandate_request, organisation, person
from shared.kernel.ids import is_id, new_id


class RequestAnswer(StrEnum):
    """How it ended."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class MandateRequest:
    """A volunteer asks a place for a mandate."""

    id: str
    place_id: str
    place_name: str
    person_id: str
    name: str
    acts: frozenset[MandateAct]
    ends_at: datetime
    note: str
    made_at: datetime
    answer: RequestAnswer | None


def add(
    connection: Connection,
    *,
    place_id: str,
    person_id: str,
    acts: frozenset[MandateAct],
    ends_at: datetime,
    note: str,
    at: datetime,
) -> str:
    """Keeps a new one and gives its id."""
    request_id = new_id()
    connection.execute(
        sa.insert(mandate_request).values(
            id=request_id,
            place_id=place_id,
            person_id=person_id,
            acts=sorted(act.value for act in acts),
            ends_at=ends_at,
            note=note,
            made_at=at,
        )
    )
    return request_id


def find(connection: Connection, request_id: str) -> MandateRequest | None:
    """One request, answered or not."""
    return next(iter(_read(connection, mandate_request.c.id == request_id)), None) if is_id(request_id) else None


def open_at(connection: Connection, place_id: str) -> list[MandateRequest]:
    """What a place has to answer, the oldest first."""
    return _read(connection, mandate_request.c.place_id == place_id, mandate_request.c.answer.is_(None))


def open_of(connection: Connection, person_id: str) -> list[MandateRequest]:
    """What a volunteer asked and nobody answered yet."""
    return _read(connection, mandate_request.c.person_id == person_id, mandate_request.c.answer.is_(None))


def answer(connection: Connection, request_id: str, said: RequestAnswer, *, by: str, at: datetime) -> bool:
    """Ends an open one; False when it was answered already."""
    still_open = (mandate_request.c.id == request_id, mandate_request.c.answer.is_(None))
    values = {"answer": said.value, "answered_at": at, "answered_by": by}
    return connection.execute(sa.update(mandate_request).where(*still_open).values(**values)).rowcount == 1


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> list[MandateRequest]:
    table = mandate_request.c
    rows = connection.execute(
        sa.select(
            *(table[name] for name in ("id", "place_id", "person_id", "acts", "ends_at", "note", "made_at", "answer")),
            organisation.c.name.label("place_name"),
            person.c.name,
            person.c.email,
        )
        .join_from(mandate_request, organisation, organisation.c.id == table.place_id)
        .join(person, person.c.id == table.person_id)
        .where(*where)
        .order_by(table.made_at, table.id)
    )
    return [
        MandateRequest(
            id=row.id,
            place_id=row.place_id,
            place_name=row.place_name,
            person_id=row.person_id,
            name=row.name or row.email.partition("@")[0],
            acts=frozenset(MandateAct(act) for act in row.acts),
            ends_at=row.ends_at,
            note=row.note,
            made_at=row.made_at,
            answer=RequestAnswer(row.answer) if row.answer else None,
        )
        for row in rows
    ]
