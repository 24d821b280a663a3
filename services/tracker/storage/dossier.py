"""Storage of what happened with an application: talks, letters, decisions ... Rows are added, never changed."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.life import Correspondence, LimitPass, Resubmission
from services.tracker.domain.records import Decision, FirstContact, Submission
from services.tracker.storage import tables
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

Piece = TypeVar("Piece", FirstContact, Submission, Decision, Correspondence, Resubmission, LimitPass)

_TABLES: dict[type[Any], sa.Table] = {
    FirstContact: tables.first_contact,
    Submission: tables.submission,
    Decision: tables.decision,
    Correspondence: tables.correspondence,
    Resubmission: tables.resubmission,
    LimitPass: tables.limit_pass,
}


def add(connection: Connection, scope: Scope, piece: Piece) -> None:
    """Keeps a piece of the dossier. Raises NotFound for a place out of reach."""
    if not scope.reaches(piece.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(_TABLES[type(piece)]).values(**asdict(piece)))


def of_application(connection: Connection, scope: Scope, kind: type[Piece], application_id: str) -> list[Piece]:
    """The pieces of one kind of an application, in the order in which they were entered."""
    table = _TABLES[kind]
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.recorded_at, table.c.id)
    )
    names = [field.name for field in fields(kind)]
    return [kind(**{name: _kept(getattr(row, name)) for name in names}) for row in connection.execute(query)]


def _kept(value: object) -> Any:
    """Lists come out of the database as they went in: as tuples."""
    return tuple(value) if isinstance(value, list) else value
