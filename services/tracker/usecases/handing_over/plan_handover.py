"""What would go from one person to another, place by place, and what can't go and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application, Task
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, handovers, tasks
from services.tracker.usecases.tasks.team import able_team
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right, may
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

OWN_WORK = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
OF_ANOTHER = Right(Resource.PEOPLE, Action.UPDATE)
ABOUT = frozenset({Fact.ABOUT_VOLUNTEER})


@dataclass(frozen=True)
class PlacePart:
    """What a person has in hand at one place. `able`: the new person may work for this place."""

    place_id: str
    place_name: str
    tasks: tuple[Task, ...]
    applications: tuple[Application, ...]
    able: bool


@dataclass(frozen=True)
class Plan:
    """Everything one person has in hand, as far as the one who asks may hand it over. `titles`: applications by id."""

    from_person: str
    to_person: str
    parts: tuple[PlacePart, ...]
    names: dict[str, str]
    titles: dict[str, str]


def plan_handover(ctx: TrackerContext, actor: Actor, from_person: str, to_person: str) -> Plan:
    """What would go over. Raises InvalidInput when both are the same person."""
    check_people(from_person, to_person)
    with ctx.database.read() as connection:
        parts, titles = parts_in_hand(ctx, connection, actor, from_person, to_person, ctx.clock.now())
    with ctx.people.read() as connection:
        names = directory.people_names(connection, {from_person, to_person})
    return Plan(from_person, to_person, parts, names, titles)


def check_people(from_person: str, to_person: str) -> None:
    """Raises InvalidInput when there is nobody to hand over to."""
    if not to_person or to_person == from_person:
        raise InvalidInput([FieldError("to", "required", _("Kies aan wie u het overdraagt."))])


def may_hand_over(actor: Actor, from_person: str, place_id: str) -> bool:
    """Whether somebody may hand over what a person has at a place: their own, or as board or coordinator."""
    if from_person == actor.person_id:
        return may(actor, OWN_WORK, place_id=place_id).allowed
    return may(actor, OF_ANOTHER, place_id=place_id, facts=ABOUT).allowed


def parts_in_hand(
    ctx: TrackerContext, connection: Connection, actor: Actor, from_person: str, to_person: str, at: datetime
) -> tuple[tuple[PlacePart, ...], dict[str, str]]:
    """What a person has in hand by place, and the titles of all applications concerned."""
    scope = actor.scope
    held = applications.by_ids(connection, scope, handovers.applications_in_hand(connection, scope, from_person))
    todo = tasks.by_ids(connection, scope, handovers.tasks_in_hand(connection, scope, from_person))
    known = applications.by_ids(connection, scope, {task.application_id for task in todo}) | held
    places = {one.place_id for one in held.values()} | {task.place_id for task in todo}
    allowed = [place_id for place_id in places if may_hand_over(actor, from_person, place_id)]
    with ctx.people.read() as people:
        names = directory.organisation_names(people, allowed)
    parts = (
        PlacePart(
            place_id,
            names.get(place_id, ""),
            tuple(task for task in todo if task.place_id == place_id),
            tuple(one for one in held.values() if one.place_id == place_id),
            to_person in able_team(ctx.people, place_id, at),
        )
        for place_id in allowed
    )
    titles = {one.id: one.title for one in known.values()}
    return tuple(sorted(parts, key=lambda part: (part.place_name, part.place_id))), titles


def people_to_choose(ctx: TrackerContext, actor: Actor) -> tuple[dict[str, str], dict[str, str]]:
    """From whom somebody may hand over (themselves, and others as board or coordinator), and to whom; names by id."""
    now, own = ctx.clock.now(), actor.person_id
    everybody: dict[str, str] = {}
    managed: dict[str, str] = {}
    for place_id in sorted(actor.scope.places):
        team = able_team(ctx.people, place_id, now)
        everybody |= team
        if may(actor, OF_ANOTHER, place_id=place_id, facts=ABOUT).allowed:
            managed |= team | _who_left(ctx, actor, place_id)
    with ctx.people.read() as connection:
        return {**directory.people_names(connection, [own]), **managed}, everybody


def _who_left(ctx: TrackerContext, actor: Actor, place_id: str) -> dict[str, str]:
    """People who still have work of a place in hand but may not work there any more."""
    with ctx.database.read() as connection:
        ids = handovers.holders(connection, actor.scope, place_id)
    with ctx.people.read() as connection:
        return directory.people_names(connection, ids)
