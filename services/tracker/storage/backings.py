"""Storage of what stands behind an application: who receives the money, and how many people signed for it."""

from __future__ import annotations

from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.partners import Backing
from services.tracker.storage.tables import backing as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _


def of_application(connection: Connection, scope: Scope, application_id: str) -> Backing | None:
    """What was written down, None while nothing was, or when it is out of reach."""
    condition = (table.c.application_id == application_id, scope.limits(table.c.place_id))
    row = connection.execute(sa.select(table).where(*condition)).one_or_none()
    return None if row is None else Backing(**row._mapping)


def keep(connection: Connection, scope: Scope, one: Backing) -> None:
    """Writes it, in the place of what stood there; the version of the application guards it. Raises NotFound."""
    if not scope.reaches(one.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    condition = (table.c.application_id == one.application_id, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*condition).values(**asdict(one))).rowcount == 0:
        connection.execute(sa.insert(table).values(**asdict(one)))
