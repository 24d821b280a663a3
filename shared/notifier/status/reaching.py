"""Who may see and do what on the status page."""

from __future__ import annotations

from shared.access.actors import Actor, Role
from shared.access.rights import Right, may_anywhere
from shared.access.vocabulary import Action, Resource
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.notifier.status.acts import Who
from shared.wording.texts import gettext as _

READ = Right(Resource.DEAD_LETTER, Action.READ)
RETRY = Right(Resource.DEAD_LETTER, Action.RETRY)
RELEASE = Right(Resource.DEAD_LETTER, Action.RELEASE)


def looks_after(actor: Actor | None, right: Right) -> bool:
    """Whether somebody looks after messages as a coordinator or administrator.

    A funder's right is to letters of their own, which have no page yet.
    """
    if actor is None or not may_anywhere(actor, right):
        return False
    return actor.has_role(Role.ADMINISTRATOR) or actor.has_role(Role.COORDINATOR)


def who_asks(right: Right) -> Who:
    """A coordinator with the places of their coalitions, an administrator with all. Raises NotFound for others."""
    actor = require_actor()
    if not looks_after(actor, right):
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    return Who(actor.person_id, None if actor.has_role(Role.ADMINISTRATOR) else actor.coordinated)


def sees_rows(who: Who) -> bool:
    """Whether rows with names are shown: coordinators see those of their places, administrators counts only."""
    return who.reach is not None
