"""Who may do what for the catalogue: check a source, propose a change, publish one."""

from __future__ import annotations

from services.matcher.domain.care.identifying import is_of
from services.matcher.settings import MatcherContext
from shared.access import directory
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import Action, Fact, Resource, Right, may, require
from shared.kernel.errors import NotSignedIn
from shared.wording.texts import gettext as _

CHECK = Right(Resource.SOURCE, Action.VERIFY)
PROPOSE = Right(Resource.SOURCE, Action.CREATE)
PUBLISH = Right(Resource.SOURCE, Action.UPDATE)
AS_PROPOSAL = frozenset({Fact.AS_PROPOSAL})


def allowed(actor: Actor | None, right: Right) -> Actor:
    """The person, when they have this right. Raises NotSignedIn, Forbidden."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    require(actor, right)
    return actor


def may_publish(actor: Actor | None) -> bool:
    """Whether what this person changes holds at once."""
    return actor is not None and may(actor, PUBLISH).allowed


def may_check(actor: Actor | None) -> bool:
    """Whether this person may write down what a giver answered."""
    return actor is not None and may(actor, CHECK).allowed


def may_propose(ctx: MatcherContext, actor: Actor | None, provider: str) -> bool:
    """Whether this person may propose a change of a source of this provider."""
    if actor is None:
        return False
    if may(actor, PROPOSE, facts=AS_PROPOSAL).allowed:
        return True
    return may(actor, PUBLISH, funder_id=_own_funder(ctx, actor, provider), facts=AS_PROPOSAL).allowed


def allowed_to_propose(ctx: MatcherContext, actor: Actor | None, provider: str) -> Actor:
    """The person, when they may propose a change of a source of this provider. Raises NotSignedIn, Forbidden."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    if not may(actor, PROPOSE, facts=AS_PROPOSAL).allowed:
        require(actor, PUBLISH, funder_id=_own_funder(ctx, actor, provider), facts=AS_PROPOSAL)
    return actor


def own_names(ctx: MatcherContext, actor: Actor) -> list[str]:
    """The names of the funders that this person works for."""
    return [one.name for one in _own_funders(ctx, actor)]


def _own_funder(ctx: MatcherContext, actor: Actor, provider: str) -> str | None:
    """The funder of this person that stands behind a source with this provider."""
    return next((one.id for one in _own_funders(ctx, actor) if is_of(provider, one.name)), None)


def _own_funders(ctx: MatcherContext, actor: Actor) -> list[Organisation]:
    with ctx.people.read() as connection:
        found = [directory.organisation(connection, id_) for id_ in sorted(actor.scope.funders)]
    return [one for one in found if one is not None]
