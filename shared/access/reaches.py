"""How far somebody's queries reach in the databases: the second line behind their scope (shared.plumbing.reach).

Worked out from the person and their roles and live mandates as they were loaded for this request, and never from what
a query asks for.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from shared.access.actors import Actor
from shared.plumbing.reach import NOTHING, Reach, reaching


def reach_of(actor: Actor | None) -> Reach:
    """The organisations that this person reaches, and what is their own; a visitor reaches nothing."""
    if actor is None:
        return NOTHING
    return Reach(organisations=actor.scope.places | actor.scope.funders, person_id=actor.person_id)


def acting_as(actor: Actor | None) -> AbstractContextManager[None]:
    """Transactions that begin inside reach as far as this person; for work in somebody's name without a session."""
    return reaching(reach_of(actor))
