"""The applications that somebody may see, nearest closing first, a page at a time."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.deadlines import Kind
from services.tracker.domain.records import Application, Deadline, Task
from services.tracker.domain.wanted import UNDER_WAY, Wanted
from services.tracker.settings import TrackerContext
from services.tracker.storage import application_lists, applications, deadlines, tasks
from services.tracker.storage.application_lists import Position
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

AWAITING = Wanted(UNDER_WAY)
MAX_PAGE = 100
TASKS_SHOWN = 10


@dataclass(frozen=True)
class Listed:
    """An application in a list, with its open deadlines, nearest first."""

    application: Application
    deadlines: tuple[Deadline, ...] = ()

    @property
    def nearest(self) -> Deadline | None:
        """What comes first, of whatever kind."""
        return self.deadlines[0] if self.deadlines else None

    @property
    def closing(self) -> Deadline | None:
        """The closing while it still matters."""
        return next((one for one in self.deadlines if one.kind is Kind.CLOSING), None)


@dataclass(frozen=True)
class Page:
    """One page of the list; `next_cursor` is None on the last."""

    items: tuple[Listed, ...]
    next_cursor: str | None


@dataclass(frozen=True)
class Attention:
    """What asks for attention now: applications under way, and open tasks with their application."""

    page: Page
    tasks: tuple[tuple[Task, Application], ...]


def list_applications(
    ctx: TrackerContext,
    actor: Actor,
    *,
    wanted: Wanted = AWAITING,
    cursor: str | None = None,
    limit: int = 50,
) -> Page:
    """Wanted applications of places that this person may see. Raises InvalidInput for an unknown cursor."""
    after = None if cursor is None else _position(cursor)
    size = min(max(limit, 1), MAX_PAGE)
    with ctx.database.read() as connection:
        found = application_lists.page_of(connection, actor.scope, wanted, after=after, limit=size + 1)
        shown = found[:size]
        dated = deadlines.open_of(connection, actor.scope, [one.id for one in shown])
    more = _cursor(application_lists.position_of(shown[-1])) if len(found) > size else None
    return Page(tuple(Listed(one, dated.get(one.id, ())) for one in shown), more)


def count_applications(ctx: TrackerContext, actor: Actor, wanted: Wanted) -> int:
    """How many of these there are, of places that this person may see."""
    with ctx.database.read() as connection:
        return application_lists.count_of(connection, actor.scope, wanted)


def what_asks_attention(ctx: TrackerContext, actor: Actor, *, cursor: str | None = None) -> Attention:
    """The start page of a person: what is under way and which tasks are open, nearest closing first."""
    page = list_applications(ctx, actor, cursor=cursor, limit=20)
    with ctx.database.read() as connection:
        open_tasks = tasks.open_ones(connection, actor.scope, TASKS_SHOWN)
        known = applications.by_ids(connection, actor.scope, {task.application_id for task in open_tasks})
    return Attention(page, tuple((task, known[task.application_id]) for task in open_tasks))


def _cursor(position: Position) -> str:
    text = f"{position.attention_at.isoformat()} {position.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _position(cursor: str) -> Position:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        moment, _space, application_id = text.partition(" ")
        attention_at = datetime.fromisoformat(moment)
        if attention_at.tzinfo is None or not is_id(application_id):
            raise ValueError("not a cursor of ours")
        return Position(attention_at, application_id)
    except (ValueError, binascii.Error) as error:
        raise InvalidInput([FieldError("cursor", "unknown", _("Deze pagina bestaat niet. Begin vooraan."))]) from error
