"""In which roles of the state table somebody acts for a place."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.states import Who
from shared.access import around, directory
from shared.access.actors import Actor, MandateAct, Role
from shared.plumbing.database import Database


def roles_of(actor: Actor, place_id: str) -> frozenset[Who]:
    """The roles of this person at this place, at this moment."""
    held = {
        Who.MEMBER: place_id in actor.organisations_as(Role.MEMBER),
        Who.BOARD: place_id in actor.organisations_as(Role.BOARD),
        Who.VOLUNTEER: actor.may_act_for(place_id, MandateAct.DRAFT),
        Who.MANDATED: actor.may_act_for(place_id, MandateAct.SUBMIT, in_writing=True),
    }
    return frozenset(role for role, holds in held.items() if holds)


def board_of(people: Database, place_id: str, at: datetime) -> frozenset[str]:
    """Ids of the people who are on the board of a place."""
    with people.read() as connection:
        team = [
            directory.actor_of_person(connection, person.id, at)
            for person in around.team_of_place(connection, place_id, at)
        ]
    return frozenset(
        actor.person_id for actor in team if actor is not None and place_id in actor.organisations_as(Role.BOARD)
    )
