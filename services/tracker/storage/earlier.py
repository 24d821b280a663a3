"""What was asked at one source before: by a place itself, and by others under the same legal person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.partners import PartnerState
from services.tracker.domain.states import GRANTED, State
from services.tracker.storage.tables import application, decision, partnership, submission
from shared.access.scope import Scope
from shared.kernel.dates import AMSTERDAM

COUNTING = GRANTED | {State.SUBMITTED, State.INCOMPLETE, State.IN_REVIEW}
"""What counts for limits; what was taken back, refused, put aside or lapsed has freed them."""


@dataclass(frozen=True)
class EarlierRow:
    """One application that counts; `on` is the day of its newest decision, else of handing in."""

    application_id: str
    place_id: str
    need_id: str
    on: date


def at_source(connection: Connection, scope: Scope, source_id: str, place_ids: Collection[str]) -> list[EarlierRow]:
    """The applications of these places at a source that count for its limits, in one query."""
    return _counting(connection, scope, source_id, application.c.place_id.in_(sorted(place_ids)))


def joined_at_source(
    connection: Connection, scope: Scope, source_id: str, partner_ids: Collection[str]
) -> list[EarlierRow]:
    """The applications of others at a source that count, and in which these places take part as partners."""
    parts = sa.select(partnership.c.application_id).where(
        partnership.c.partner_id.in_(sorted(partner_ids)), partnership.c.state == PartnerState.AGREED.value
    )
    return _counting(connection, scope, source_id, application.c.id.in_(parts))


def _counting(connection: Connection, scope: Scope, source_id: str, whose: sa.ColumnElement[bool]) -> list[EarlierRow]:
    letter_on = (
        sa.select(sa.func.max(decision.c.letter_on))
        .where(decision.c.application_id == application.c.id)
        .scalar_subquery()
    )
    sent_at = (
        sa.select(sa.func.max(submission.c.happened_at))
        .where(submission.c.application_id == application.c.id)
        .scalar_subquery()
    )
    query = sa.select(
        application.c.id,
        application.c.place_id,
        application.c.need_id,
        letter_on.label("letter"),
        sent_at.label("sent"),
    ).where(
        application.c.source_id == source_id,
        whose,
        application.c.state.in_([state.value for state in COUNTING]),
        scope.limits(application.c.place_id),
    )
    rows = connection.execute(query)
    return [EarlierRow(row.id, row.place_id, row.need_id, _day(row.letter, row.sent)) for row in rows]


def _day(letter_on: date | None, sent_at: datetime | None) -> date:
    if letter_on is not None:
        return letter_on
    return sent_at.astimezone(AMSTERDAM).date() if sent_at is not None else date.min
