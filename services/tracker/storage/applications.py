"""Storage of applications: each write compares state and version first, so of two people at once one wins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from services.tracker.domain.deadlines import OPEN_DEADLINE
from services.tracker.domain.records import Application
from services.tracker.domain.states import ASKING, PREPARING, State
from services.tracker.storage.tables import application as table
from services.tracker.storage.tables import deadline
from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.kernel.ids import is_id, short_reference
from shared.kernel.letters import folded
from shared.wording.texts import gettext as _

MAX_WORDS_BYTES = 2_000
"""PostgreSQL indexes no more than 2.7 kB in one row."""
NO_DEADLINE = datetime(9999, 12, 31, tzinfo=UTC)
"""Where an application without an open deadline stands in lists: after all others."""


_NEAREST = sa.func.coalesce(
    sa.select(sa.func.min(deadline.c.plan_by))
    .where(
        deadline.c.application_id == table.c.id,
        deadline.c.state.in_([state.value for state in OPEN_DEADLINE]),
    )
    .scalar_subquery(),
    sa.literal(NO_DEADLINE, table.c.attention_at.type),
)


def add(connection: Connection, scope: Scope, application: Application) -> None:
    """Keeps a new application. Raises NotAllowedNow when this need has an open one at this source already."""
    if not scope.reaches(application.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    _write(connection, scope, application, sa.insert(table).values(**values_of(application)))


def get(connection: Connection, scope: Scope, application_id: str) -> Application:
    """The application. Raises NotFound when it does not exist or is out of reach."""
    if is_id(application_id):
        query = sa.select(table).where(table.c.id == application_id, scope.limits(table.c.place_id))
        row = connection.execute(query).one_or_none()
        if row is not None:
            return record_of(row)
    raise NotFound(_("Deze aanvraag is niet gevonden."))


def by_ids(connection: Connection, scope: Scope, application_ids: Collection[str]) -> dict[str, Application]:
    """Those of these applications that are in reach, by id, in one query."""
    condition = table.c.id.in_(sorted(application_ids))
    rows = connection.execute(sa.select(table).where(condition, scope.limits(table.c.place_id)))
    return {row.id: record_of(row) for row in rows}


def preparing_at(connection: Connection, scope: Scope, source_ids: Collection[str]) -> list[str]:
    """Ids of the applications at these sources that are being prepared."""
    query = sa.select(table.c.id).where(
        table.c.source_id.in_(sorted(source_ids)),
        table.c.state.in_([state.value for state in PREPARING]),
        scope.limits(table.c.place_id),
    )
    return list(connection.execute(query.order_by(table.c.id)).scalars())


def open_one(connection: Connection, scope: Scope, need_id: str, source_id: str) -> Application | None:
    """The application of this need at this source that is not at rest, when there is one."""
    condition = table.c.open_key == _open_key(need_id, source_id)
    row = connection.execute(sa.select(table).where(condition, scope.limits(table.c.place_id))).one_or_none()
    return None if row is None else record_of(row)


def change(connection: Connection, scope: Scope, before: Application, **values: Any) -> Application:
    """Writes new values over the state and version that `before` had; returns the application with the next version.

    Raises Stale when somebody else changed it in between, NotAllowedNow when it would be the second open one of its
    need at its source.
    """
    after = replace(before, version=before.version + 1, **values)
    # The nearest deadline is asked for in the same statement: whoever changes deadlines has nothing to remember.
    written = values_of(after) | {"attention_at": _NEAREST}
    condition = (
        table.c.id == before.id,
        table.c.state == before.state.value,
        table.c.version == before.version,
        scope.limits(table.c.place_id),
    )
    if _write(connection, scope, after, sa.update(table).where(*condition).values(**written)) != 1:
        raise Stale(_("Iemand anders heeft deze aanvraag net veranderd."), get(connection, scope, before.id).version)
    return after


def refresh_attention(connection: Connection, scope: Scope, application_id: str) -> None:
    """Puts the application where its nearest open deadline belongs in lists; it does not become another version."""
    here = (table.c.id == application_id, scope.limits(table.c.place_id))
    connection.execute(sa.update(table).where(*here).values(attention_at=_NEAREST))


def of_place(
    connection: Connection, scope: Scope, place_id: str, *, states: Collection[State], limit: int
) -> list[Application]:
    """The applications of one place in these states, the newest first."""
    conditions = [
        table.c.place_id == place_id,
        table.c.state.in_([state.value for state in states]),
        scope.limits(table.c.place_id),
    ]
    query = sa.select(table).where(*conditions).order_by(table.c.created_at.desc(), table.c.id).limit(limit)
    return [record_of(row) for row in connection.execute(query)]


def search_words(application: Application) -> str:
    """What words are looked for in: without capitals and accents, and no longer than an index can hold."""
    one = application
    texts = (short_reference(one.id), one.title, one.need_title, one.source_name, one.provider)
    return folded(" ".join(texts)).encode()[:MAX_WORDS_BYTES].decode(errors="ignore")


def _write(connection: Connection, scope: Scope, application: Application, statement: sa.Insert | sa.Update) -> int:
    try:
        with connection.begin_nested():
            return connection.execute(statement).rowcount
    except IntegrityError as error:
        other = open_one(connection, scope, application.need_id, application.source_id)
        raise NotAllowedNow(_already_open(other), code="already_open") from error


def _already_open(other: Application | None) -> str:
    if other is None:
        return _("Voor deze behoefte loopt al een aanvraag bij deze bron.")
    return _(
        "Voor deze behoefte loopt al een aanvraag bij deze bron: “%(title)s”, nummer %(number)s. "
        "Ga daarmee verder, of stop die eerst.",
        title=other.title,
        number=short_reference(other.id),
    )


def _open_key(need_id: str, source_id: str) -> str:
    return f"{need_id}:{source_id}"


def values_of(application: Application) -> dict[str, Any]:
    """The columns of an application."""
    asks = application.state in ASKING and application.need_id and application.source_id
    key = _open_key(application.need_id, application.source_id) if asks else None
    plain = {name: getattr(application, name) for name in _PLAIN}
    return plain | {
        "state": application.state.value,
        "owner_id": application.in_hands_of,
        "author_ids": sorted(application.author_ids),
        "attention_at": application.attention_at or NO_DEADLINE,
        "open_key": key,
        "search_words": search_words(application),
    }


def record_of(row: sa.Row[Any]) -> Application:
    """The application in a row of its table."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    return Application(
        **plain,
        state=State(row.state),
        author_ids=frozenset(row.author_ids),
        attention_at=None if row.attention_at == NO_DEADLINE else row.attention_at,
    )


_PLAIN = (
    "id",
    "place_id",
    "need_id",
    "need_title",
    "source_id",
    "source_name",
    "provider",
    "source_status",
    "title",
    "version",
    "amount_cents",
    "started_by",
    "owner_id",
    "provider_kind",
    "chance_percent",
    "created_at",
    "updated_at",
)
