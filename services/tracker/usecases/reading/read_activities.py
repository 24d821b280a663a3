"""The activity record of a place, newest day first, a page at a time; and one activity of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.tracker.domain.activities import Activity, Cost, overclaimed_costs
from services.tracker.domain.records import Application
from services.tracker.domain.report_contents import BudgetLine
from services.tracker.domain.states import GRANTED
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities, applications
from services.tracker.storage.activities import Position
from services.tracker.usecases.partnering.read_joint import joint_applications
from services.tracker.usecases.recording.activities import READ
from services.tracker.usecases.reporting.working import budget_lines
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

MAX_PAGE = 100
MAX_CHOICES = 50


@dataclass(frozen=True)
class ActivityPage:
    """One page of the record; `next_cursor` is None on the last. `overclaims`: costs asked for more than the whole."""

    items: tuple[Activity, ...]
    next_cursor: str | None
    overclaims: tuple[tuple[Cost, int], ...]


def list_activities(
    ctx: TrackerContext, actor: Actor, place_id: str, *, cursor: str | None = None, limit: int = 20
) -> ActivityPage:
    """A page of the record of a place. Raises NotFound for a place out of reach, InvalidInput for another cursor."""
    require(actor, READ, place_id=place_id)
    after, size = _position(cursor), min(max(limit, 1), MAX_PAGE)
    with ctx.database.read() as connection:
        found = activities.of_place(connection, actor.scope, place_id, after=after, limit=size + 1)
    shown = tuple(found[:size])
    return ActivityPage(shown, _cursor(shown[-1]) if len(found) > size else None, overclaimed_costs(shown))


def read_activity(ctx: TrackerContext, actor: Actor, activity_id: str) -> Activity:
    """One activity. Raises NotFound when it does not exist or this person may not see it."""
    with ctx.database.read() as connection:
        found = activities.get(connection, actor.scope, activity_id)
    require(actor, READ, place_id=found.place_id)
    return found


def awards_of_place(ctx: TrackerContext, actor: Actor, place_id: str) -> list[Application]:
    """The granted applications of a place, and those in which it takes part: what an activity can belong to."""
    with ctx.database.read() as connection:
        own = applications.of_place(connection, actor.scope, place_id, states=GRANTED, limit=MAX_CHOICES)
        joint = [application for _part, application in joint_applications(connection, actor, place_id)]
    return own + [application for application in joint if application.state in GRANTED]


def lines_of_awards(ctx: TrackerContext, actor: Actor, awards: Sequence[Application]) -> list[BudgetLine]:
    """The lines of the budgets that these awards hold on to, each once: what a cost can belong to."""
    with ctx.database.read() as connection:
        lines = [line for award in awards for line in budget_lines(connection, actor.scope, award.id)]
    return list({line.id: line for line in lines}.values())


def _cursor(last: Activity) -> str:
    position = activities.position_of(last)
    return f"{position.happened_on.isoformat()}_{position.id}"


def _position(cursor: str | None) -> Position | None:
    if cursor is None:
        return None
    day, _sep, activity_id = cursor.partition("_")
    try:
        if not is_id(activity_id):
            raise ValueError("not a cursor of ours")
        return Position(date.fromisoformat(day), activity_id)
    except ValueError as error:
        message = _("Deze pagina bestaat niet. Begin vooraan.")
        raise InvalidInput([FieldError("cursor", "unknown", message)]) from error
