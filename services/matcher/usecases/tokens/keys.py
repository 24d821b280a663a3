"""Making, seeing and ending keys for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.people.rights import organisation_of
from services.matcher.usecases.signing_in.telling import SignInNews, tell_owner
from services.matcher.usecases.tokens.values import read_wanted
from shared.access import api_tokens
from shared.access.actors import Actor
from shared.access.api_tokens import MOST_PER_PERSON, ApiToken
from shared.access.directory import Organisation
from shared.access.rights import Action, Resource, Right, may, recent_sign_in, require, signed_in_recently
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.wording.texts import gettext as _

CREATE = Right(Resource.ACCESS_KEY, Action.CREATE)
END = Right(Resource.ACCESS_KEY, Action.DELETE)


@dataclass(frozen=True)
class Keys:
    """The keys of a person and of the organisations that they decide for, and where they may make one (id to name)."""

    tokens: list[ApiToken]
    organisations: Mapping[str, str]
    recent: bool


@dataclass(frozen=True)
class NewKey:
    """A key that was just made. `value` is shown this once: it is not kept."""

    token: ApiToken
    value: str


def see_keys(ctx: MatcherContext, actor: Actor) -> Keys:
    """What there is now."""
    now = ctx.clock.now()
    with ctx.people.read() as connection:
        names = api_tokens.organisations_with_keys(connection, actor)
        tokens = api_tokens.tokens_of(connection, actor.person_id, frozenset(names), now)
    return Keys(tokens, names, signed_in_recently(actor, now))


def make_key(ctx: MatcherContext, actor: Actor, given: Mapping[str, Any]) -> NewKey:
    """Makes a key for one organisation, and tells its maker by message. Asks for a fresh sign-in.

    Raises InvalidInput with every error, NotFound or Forbidden for an organisation that is not theirs to decide for,
    NotAllowedNow beyond twenty.
    """
    wanted = read_wanted(given, ctx.today())
    organisation = organisation_of(ctx, wanted.organisation_id)
    place_id, funder_id = _about(organisation)
    require(actor, CREATE, place_id=place_id, funder_id=funder_id)
    now = ctx.clock.now()
    recent_sign_in(actor, now)
    with ctx.write_people() as work:
        own = api_tokens.tokens_of(work.connection, actor.person_id, frozenset(), now)
        if len(own) >= MOST_PER_PERSON:
            raise NotAllowedNow(_("U hebt al 20 sleutels. Stop er eerst een."), code="too_many_keys")
        token_id, value = api_tokens.make(
            work.connection,
            person_id=actor.person_id,
            organisation_id=organisation.id,
            name=wanted.name,
            scope=wanted.scope,
            networks=wanted.networks,
            expires_at=wanted.expires_at,
            at=now,
        )
        detail = {"scope": wanted.scope.value, "until": wanted.expires_at.isoformat()}
        note(work, actor, "token.make", f"token:{token_id}", organisation.id, detail=detail)
        tell_owner(work, actor.person_id, SignInNews.KEY_MADE, key=wanted.name)
        made = api_tokens.find(work.connection, token_id, now)
    if made is None:
        raise NotFound()
    return NewKey(made, value)


def end_key(ctx: MatcherContext, actor: Actor, token_id: str) -> None:
    """Ends a key at once: one's own, or one of an organisation that one decides for. Its maker hears of it.

    Raises NotFound.
    """
    now = ctx.clock.now()
    with ctx.write_people() as work:
        token = api_tokens.find(work.connection, token_id, now)
        if token is None or not _may_end(ctx, actor, token):
            raise NotFound(_("Deze sleutel is er niet meer."))
        api_tokens.end(work.connection, token.id, by=actor.person_id, at=now)
        note(work, actor, "token.end", f"token:{token.id}", token.organisation_id)
        tell_owner(work, token.person_id, SignInNews.KEY_ENDED, key=token.name)


def _may_end(ctx: MatcherContext, actor: Actor, token: ApiToken) -> bool:
    if token.person_id == actor.person_id:
        return True
    place_id, funder_id = _about(organisation_of(ctx, token.organisation_id))
    return may(actor, END, place_id=place_id, funder_id=funder_id).allowed


def _about(organisation: Organisation) -> tuple[str, str | None]:
    return organisation.id, organisation.id if organisation.kind == "funder" else None
