"""Storage of applications: each write compares state and version first, so of two people at once one wins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from services.tracker.domain.records import Application
from services.tracker.domain.states import ASKING, State
from services.tracker.storage.tables import application as table
from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.kernel.ids import is_id, short_reference
from shared.kernel.letters import folded
from shared.wording.texts import gettext as _

MAX_WORDS_BYTES = 2_000
"""PostgreSQL indexes no more than 2.7 kB in one row."""
NO_DEADLINE = datetime(9999, 12, 31, tzinfo=UTC)
"""Where an application without an open deadline stands in lists: after all others."""


def add(connection: Connection, scope: Scope, application: Application) -> None:
    """Keeps a new application. Raises NotAllowedNow when this need has an open one at this source already."""
    if not scope.reaches(application.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    _write(connection, sa.insert(table).values(**values_of(application)))


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
    condition = (
        table.c.id == before.id,
        table.c.state == before.state.value,
        table.c.version == before.version,
        scope.limits(table.c.place_id),
    )
    if _write(connection, sa.update(table).where(*condition).values(**values_of(after))) != 1:
        raise Stale(_("Iemand anders heeft deze aanvraag net veranderd."), get(connection, scope, before.id).version)
    return after


def search_words(application: Application) -> str:
    """What words are looked for in: without capitals and accents, and no longer than an index can hold."""
    one = application
    texts = (short_reference(one.id), one.title, one.need_title, one.source_name, one.provider)
    return folded(" ".join(texts)).encode()[:MAX_WORDS_BYTES].decode(errors="ignore")


def _write(connection: Connection, statement: sa.Insert | sa.Update) -> int:
    try:
        with connection.begin_nested():
            return connection.execute(statement).rowcount
    except IntegrityError as error:
        raise NotAllowedNow(
            _("Voor deze behoefte loopt al een aanvraag bij deze bron."), code="already_open"
        ) from error


def _open_key(need_id: str, source_id: str) -> str:
    return f"{need_id}:{source_id}"


def values_of(application: Application) -> dict[str, Any]:
    """The columns of an application."""
    asks = application.state in ASKING and application.need_id and application.source_id
    key = _open_key(application.need_id, application.source_id) if asks else None
    plain = {name: getattr(application, name) for name in _PLAIN}
    return plain | {
        "state": application.state.value,
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
    "provider_kind",
    "chance_percent",
    "created_at",
    "updated_at",
)
