"""Whether two people who must be two look like one."""

from __future__ import annotations

from services.tracker.domain.accounts.checking import Identity, Likeness, likeness
from shared.access import directory
from shared.plumbing.database import Database


def likeness_of(people: Database, first_id: str, second_id: str) -> Likeness:
    """How much these two look like one person; whoever was shut out is somebody else."""
    with people.read() as connection:
        first, second = (directory.person(connection, one) for one in (first_id, second_id))
    if first is None or second is None:
        return Likeness.OTHER
    return likeness(Identity(first.id, first.name, first.email), Identity(second.id, second.name, second.email))
