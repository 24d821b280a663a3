"""Somebody signs in at another party (OpenID Connect), and before that joins their account there to the one here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import structlog

from services.matcher.gateways.identity_provider import IdentityProvider, ProviderAway
from services.matcher.settings import MatcherContext
from services.matcher.usecases.signing_in.telling import SignInNews, tell_owner
from shared.access import identities, limits, openid_trips, second_factor, sessions
from shared.access.actors import Actor
from shared.access.identities import Identity
from shared.access.openid_tokens import Claimed, TokenRefused, read_token
from shared.access.openid_trips import Trip
from shared.access.secrets import digest
from shared.access.sessions import Means
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _

log = structlog.get_logger(__name__)


class Arrival(StrEnum):
    """How a trip ended. `over`: not begun in this browser, too late, or used; `unknown`: nobody's account here yet."""

    SIGNED_IN = "signed_in"
    UNKNOWN = "unknown"
    NO_EMAIL = "no_email"
    REFUSED = "refused"
    OVER = "over"
    AWAY = "away"


@dataclass(frozen=True)
class Arrived:
    """The end of a trip: with SIGNED_IN the cookie's value, with UNKNOWN what to join after signing in here."""

    arrival: Arrival
    session_value: str = ""
    next_path: str = "/"
    pending: str = ""
    email: str = ""


def begin(ctx: MatcherContext, provider: IdentityProvider, *, browser: str, next_path: str | None) -> str:
    """Where the browser goes. Raises ProviderAway."""
    trip = openid_trips.begin(browser=browser, next_path=next_path, secret=ctx.settings.secret, now=ctx.clock.now())
    return provider.address(trip)


def arrive(
    ctx: MatcherContext,
    provider: IdentityProvider,
    *,
    browser: str,
    keeper: str,
    state: str,
    code: str,
    client: str | None,
    old_session: str,
    device_words: str,
) -> Arrived:
    """Signs in whoever came back with this code. Raises TooMany.

    `browser` is the value that this browser's forms are bound to, `keeper` who may join what is found later, `client`
    the network address.
    """
    trip = openid_trips.come_back(state, browser=browser, secret=ctx.settings.secret, now=ctx.clock.now())
    if trip is None or not code or not _first_return(ctx, trip, client):
        return Arrived(Arrival.OVER)
    try:
        claimed = _claimed(ctx, provider, trip, code)
    except ProviderAway as problem:
        log.warning("openid_away", reason=problem.code)
        return Arrived(Arrival.AWAY)
    except TokenRefused as problem:
        log.warning("openid_refused", reason=problem.code)
        _note_refusal(ctx, problem.code)
        return Arrived(Arrival.REFUSED)
    return _welcomed(ctx, trip, claimed, keeper=keeper, old_session=old_session, device_words=device_words)


def see_pending(ctx: MatcherContext, actor: Actor, *, sealed: str, keepers: Iterable[str]) -> Claimed:
    """What the person is about to join; `keepers` are who they may have been when it was found.

    Raises InvalidInput when it is not theirs, ReauthenticationNeeded.
    """
    with ctx.people.read() as connection:
        second_factor.may_change(connection, actor, ctx.clock.now())
    secret, now = ctx.settings.secret, ctx.clock.now()
    found = (openid_trips.pending(sealed, keeper=keeper, secret=secret, now=now) for keeper in keepers)
    claimed = next((one for one in found if one is not None), None)
    if claimed is None:
        text = _("Dit duurde te lang, of het begon in een andere browser. Begin opnieuw bij Inloggen.")
        raise InvalidInput([FieldError("pending", "over", text)])
    if not claimed.email or claimed.email != actor.email:
        text = _("Dat account heeft een ander mailadres dan uw account hier. Het moet hetzelfde adres zijn.")
        raise InvalidInput([FieldError("pending", "other_address", text)])
    return claimed


def join(ctx: MatcherContext, actor: Actor, *, sealed: str, keepers: Iterable[str]) -> None:
    """Lets the person sign in with it from now on; it ends their sessions elsewhere. Raises as `see_pending` does."""
    claimed = see_pending(ctx, actor, sealed=sealed, keepers=keepers)
    with ctx.write_people() as work:
        now = ctx.clock.now()
        second_factor.may_change(work.connection, actor, now)
        if not identities.join(work.connection, actor.person_id, claimed, now=now):
            text = _("Dit account is al gekoppeld.")
            raise InvalidInput([FieldError("pending", "joined_already", text)])
        sessions.end_all(work.connection, actor.person_id, at=now, reason="identity_joined", but=actor.session_id)
        _note(ctx, work, actor.person_id, "identity.join")
        tell_owner(work, actor.person_id, SignInNews.IDENTITY_JOINED)


def remove(ctx: MatcherContext, actor: Actor, identity_id: str) -> None:
    """Nobody signs in with it any more. Raises NotFound, ReauthenticationNeeded."""
    with ctx.write_people() as work:
        now = ctx.clock.now()
        second_factor.may_change(work.connection, actor, now)
        if not identities.remove(work.connection, actor.person_id, identity_id):
            raise NotFound(_("Dit is al gestopt."))
        sessions.end_all(work.connection, actor.person_id, at=now, reason="identity_removed", but=actor.session_id)
        _note(ctx, work, actor.person_id, "identity.remove")
        tell_owner(work, actor.person_id, SignInNews.IDENTITY_REMOVED)


def see_identities(ctx: MatcherContext, actor: Actor) -> list[Identity]:
    """The accounts elsewhere with which the person signs in."""
    with ctx.people.read() as connection:
        return identities.identities_of(connection, actor.person_id)


def _first_return(ctx: MatcherContext, trip: Trip, client: str | None) -> bool:
    """Counts and commits before anything is asked of the other party: a trip is good for one call."""
    with ctx.write_people() as work:
        now, secret = ctx.clock.now(), ctx.settings.secret
        limits.count(work.connection, limits.OPENID_PER_CLIENT, limits.client_key(client), secret=secret, now=now)
        return openid_trips.spend(work.connection, trip, now=now)


def _claimed(ctx: MatcherContext, provider: IdentityProvider, trip: Trip, code: str) -> Claimed:
    tokens = provider.exchange(code, trip)
    about = {"nonce": trip.nonce, "access_token": tokens.access_token, "now": ctx.clock.now()}
    try:
        return read_token(tokens.id_token, provider.keys(), provider.settings, **about)  # type: ignore[arg-type]
    except TokenRefused as problem:
        if not problem.code.startswith("signature:"):
            raise
        # Perhaps they changed their keys within the hour.
        return read_token(tokens.id_token, provider.keys(anew=True), provider.settings, **about)  # type: ignore[arg-type]


def _welcomed(
    ctx: MatcherContext, trip: Trip, claimed: Claimed, *, keeper: str, old_session: str, device_words: str
) -> Arrived:
    with ctx.write_people() as work:
        now = ctx.clock.now()
        person_id = identities.owner_of(work.connection, claimed, now=now)
        if person_id is not None:
            value = sessions.start(
                work.connection,
                person_id=person_id,
                means=Means.OPENID,
                at=now,
                instead_of=old_session or None,
                browser=device_words,
            )
            if claimed.strong:
                sessions.mark_strong(work.connection, digest(value), at=now)
            _note(ctx, work, person_id, "session.start", means="openid")
            return Arrived(Arrival.SIGNED_IN, session_value=value, next_path=trip.next_path)
        if identities.is_joined(work.connection, claimed):
            return Arrived(Arrival.REFUSED)
    if not claimed.email:
        return Arrived(Arrival.NO_EMAIL)
    sealed = openid_trips.keep_pending(claimed, keeper=keeper, secret=ctx.settings.secret, now=now)
    return Arrived(Arrival.UNKNOWN, next_path=trip.next_path, pending=sealed, email=claimed.email)


def _note_refusal(ctx: MatcherContext, code: str) -> None:
    with ctx.write_people() as work:
        work.note(AuditEntry("session.openid_refused", "sign_in", ctx.clock.now(), detail={"reason": code}))


def _note(ctx: MatcherContext, work: Writing, person_id: str, action: str, **detail: str) -> None:
    work.note(AuditEntry(action, f"person:{person_id}", ctx.clock.now(), person_id, detail=detail))
