"""Papers at applications that are too old soon, of which nobody was told yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.states import State
from services.tracker.domain.tasks import TaskKind
from services.tracker.storage.tables import application, document, document_link, document_version, task
from shared.access.scope import Scope


@dataclass(frozen=True)
class AgeingPaper:
    """A paper of this kind that goes with an application, and the date on it."""

    application_id: str
    kind: str
    issued_on: date


def ageing(
    connection: Connection, scope: Scope, *, since: Mapping[str, date], states: Collection[State], limit: int
) -> list[AgeingPaper]:
    """Papers with a date up to that of their kind, at applications in these states without a task to renew them."""
    told = sa.exists().where(
        task.c.application_id == application.c.id,
        task.c.kind == TaskKind.RENEW_PAPER.value,
        task.c.code == document.c.kind,
    )
    old = (sa.and_(document.c.kind == kind, document_version.c.issued_on <= day) for kind, day in since.items())
    query = (
        sa.select(application.c.id, document.c.kind, document_version.c.issued_on)
        .join(document_link, document_link.c.application_id == application.c.id)
        .join(document, document.c.id == document_link.c.document_id)
        .join(document_version, document_version.c.id == document_link.c.document_version_id)
        .where(
            application.c.state.in_([state.value for state in states]),
            document_link.c.detached_at.is_(None),
            sa.or_(*old),
            ~told,
            scope.limits(application.c.place_id),
        )
        .order_by(document_version.c.issued_on, document_link.c.id)
        .limit(limit)
    )
    return [AgeingPaper(row.id, row.kind, row.issued_on) for row in connection.execute(query)]
