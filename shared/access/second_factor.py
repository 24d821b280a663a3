"""The second proof at sign-in: a code of an app, a passkey, or a code of the paper for who lost both."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.engine import Connection

from shared.access import identities, limits, passkeys, recovery, sessions, totp
from shared.access.actors import Actor
from shared.access.factor_rows import Factors, factors_of, has_factor
from shared.access.rights import recent_sign_in
from shared.access.sessions import needs_second_factor
from shared.kernel.errors import NotAllowedNow, ReauthenticationNeeded
from shared.wording.texts import gettext as _

FIRST_WITHIN = timedelta(minutes=30)
"""How long after signing in somebody may add a first factor: finding an app on one's phone takes a while."""
_AGO = timedelta(minutes=5)


class Proof(StrEnum):
    """What the code turned out to be."""

    APP = "app"
    PAPER = "paper"
    WRONG = "wrong"


def give_code(connection: Connection, actor: Actor, code: str, *, secret: bytes, now: datetime) -> Proof:
    """Takes a code of the app or of the paper, and writes down that the session has a second proof.

    Commit whatever comes out: tries count. Raises TooMany after ten in a quarter of an hour.
    """
    limits.count(connection, limits.SECOND_FACTOR, actor.person_id, secret=secret, now=now)
    if totp.check(connection, actor.person_id, code=code, secret=secret, now=now):
        proof = Proof.APP
    elif recovery.use(connection, actor.person_id, code, secret=secret, now=now):
        proof = Proof.PAPER
    else:
        return Proof.WRONG
    sessions.mark_strong(connection, actor.session_id, at=now)
    return proof


def may_change(connection: Connection, actor: Actor, now: datetime) -> None:
    """Raises ReauthenticationNeeded unless the person may change their factors now.

    Who has one gives it first, a few minutes ago at most: a mailbox alone can't take a factor over.
    """
    if not has_factor(connection, actor.person_id):
        recent_sign_in(actor, now, FIRST_WITHIN)
    elif actor.strong_at is None or not now - _AGO <= actor.strong_at <= now:
        raise ReauthenticationNeeded(_("Bewijs eerst opnieuw wie u bent. Dan kunt u dit veranderen."))


def add_app(
    connection: Connection, actor: Actor, *, key: str, code: str, secret: bytes, now: datetime
) -> tuple[str, ...] | None:
    """Keeps the key of an app that made this code; gives the paper with codes that comes with a first factor.

    None when the code is wrong; no codes when the person has a paper already. Raises ReauthenticationNeeded, TooMany.
    """
    may_change(connection, actor, now)
    limits.count(connection, limits.SECOND_FACTOR, actor.person_id, secret=secret, now=now)
    if not totp.confirm(connection, actor.person_id, key=key, code=code, secret=secret, now=now):
        return None
    return added(connection, actor, secret=secret, now=now)


def added(connection: Connection, actor: Actor, *, secret: bytes, now: datetime) -> tuple[str, ...]:
    """What comes after adding a factor: this session is proved by it, other ones end, and there is a paper."""
    sessions.mark_strong(connection, actor.session_id, at=now)
    sessions.end_all(connection, actor.person_id, at=now, reason="factor_added", but=actor.session_id)
    if factors_of(connection, actor.person_id).recovery_left:
        return ()
    return recovery.make(connection, actor.person_id, secret=secret)


def forget_all(connection: Connection, person_id: str) -> None:
    """Forgets the app, every passkey, the paper and every account elsewhere of a person."""
    totp.remove(connection, person_id)
    recovery.remove(connection, person_id)
    passkeys.remove_all(connection, person_id)
    identities.remove_all(connection, person_id)


def check_may_remove_one(actor: Actor, has: Factors) -> None:
    """Raises NotAllowedNow when this is the last factor of somebody who needs one."""
    if needs_second_factor(actor) and len(has.passkeys) + (has.totp_since is not None) < 2:
        raise NotAllowedNow(_("Voor uw rol is een tweede bewijs nodig. Voeg eerst een ander toe."), code="last_factor")
