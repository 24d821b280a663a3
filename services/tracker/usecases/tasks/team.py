"""Who can be given work of a place: members, board, and volunteers whose mandate lets them write."""

from __future__ import annotations

from datetime import datetime

from services.tracker.usecases.roles import roles_of
from shared.access import around, directory
from shared.plumbing.database import Database


def able_team(people: Database, place_id: str, at: datetime) -> dict[str, str]:
    """Names of the people who can be given work of a place now, by id, in order of name."""
    with people.read() as connection:
        team = around.team_of_place(connection, place_id, at)
        actors = {person.id: directory.actor_of_person(connection, person.id, at) for person in team}
    return {
        person.id: person.called
        for person in team
        if (actor := actors[person.id]) is not None and roles_of(actor, place_id)
    }
