"""A place says which groups of its facts people outside it may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.places.place import see_place
from services.matcher.usecases.places.tell_facts import CHANGE as CHANGE
from shared.access import sharing
from shared.access.actors import Actor, Role
from shared.access.rights import require
from shared.access.sharing import FactGroup, Shared, SharedWith
from shared.kernel.errors import FieldError, Forbidden, InvalidInput, NotSignedIn
from shared.wording.texts import gettext as _


def see_sharing(ctx: MatcherContext, actor: Actor | None, place_id: str) -> Shared:
    """What the place shares, for everybody who may see the place. Raises NotFound."""
    see_place(ctx, actor, place_id)
    with ctx.people.read() as connection:
        return sharing.shared_by(connection, [place_id])[place_id]


def may_share(actor: Actor, place_id: str) -> bool:
    """Only the board or contact person: no helper decides what other helpers see."""
    return place_id in actor.organisations_as(Role.BOARD)


def share_facts(ctx: MatcherContext, actor: Actor | None, place_id: str, given: Mapping[str, Iterable[str]]) -> Shared:
    """Replaces what is shared: groups of facts by audience; an audience that is not named keeps what it sees.

    It holds at once, in everything that is read after it.

    Raises InvalidInput with every error, Forbidden for who is not of the board.
    """
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    require(actor, CHANGE, place_id=place_id)
    if not may_share(actor, place_id):
        raise Forbidden(_("Alleen de plek zelf kiest wat zij deelt. Vraag het aan het bestuur."))
    chosen = _read(given)
    with ctx.write_people() as work:
        before = sharing.shared_by(work.connection, [place_id])[place_id]
        after = Shared({**before.groups, **chosen})
        if before != after:
            sharing.save(work.connection, place_id, after, by=actor.person_id, at=work.clock.now())
            said = [{one.value: sorted(groups) for one, groups in shown.groups.items()} for shown in (before, after)]
            note(work, actor, "place.share", f"place:{place_id}", place_id, before=said[0], after=said[1])
    return after


def _read(given: Mapping[str, Iterable[str]]) -> dict[SharedWith, frozenset[FactGroup]]:
    known = set(FactGroup)
    chosen = {audience: list(given[audience.value]) for audience in SharedWith if audience.value in given}
    errors = [
        FieldError(audience.value, "unknown_code", _("Dit kennen wij niet. Kies uit de lijst."))
        for audience, groups in chosen.items()
        if any(group not in known for group in groups)
    ]
    if errors:
        raise InvalidInput(errors)
    return {audience: frozenset(FactGroup(group) for group in groups) for audience, groups in chosen.items()}
