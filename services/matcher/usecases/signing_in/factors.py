"""Somebody gives a second proof, or changes what they have for it."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.settings import MatcherContext
from services.matcher.usecases.signing_in.telling import SignInNews, tell_owner
from shared.access import directory, passkeys, phones, recovery, second_factor, sessions, totp
from shared.access.actors import Actor
from shared.access.addresses import normalise_email
from shared.access.factor_rows import Factors, factors_of
from shared.access.sealing import BrokenSeal, seal, unseal
from shared.access.second_factor import Proof
from shared.access.sessions import LiveSession
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _

NEW_KEY = "totp-new"


@dataclass(frozen=True)
class NewApp:
    """A key that is not kept yet: as a drawing for the camera, as text, and sealed to travel with the form."""

    key: str
    drawing: str
    sealed: str

    @property
    def spaced(self) -> str:
        """The key in groups of four, for who types it."""
        return " ".join(self.key[at : at + 4] for at in range(0, len(self.key), 4))


def give_code(ctx: MatcherContext, actor: Actor, *, code: str, session: str) -> str | None:
    """Takes a code of the app or the paper; gives the session's new value, None for a wrong code. Raises TooMany."""
    with ctx.write_people() as work:
        now = ctx.clock.now()
        proof = second_factor.give_code(work.connection, actor, code, secret=ctx.settings.secret, now=now)
        if proof is Proof.WRONG:
            _note(ctx, work, actor, "session.wrong_factor")
            return None
        _note(ctx, work, actor, "session.second_factor", proof=proof.value)
        if proof is Proof.PAPER:
            tell_owner(work, actor.person_id, SignInNews.PAPER_USED)
        return sessions.renew(work.connection, session, actor, at=now) or session


def live_session(ctx: MatcherContext, value: str) -> LiveSession | None:
    """The session of a cookie's value with its person as they are now."""
    with ctx.people.read() as connection:
        return sessions.load(connection, value, secret=ctx.settings.secret, now=ctx.clock.now())


def see_factors(ctx: MatcherContext, actor: Actor) -> Factors:
    """What the person has."""
    with ctx.people.read() as connection:
        return factors_of(connection, actor.person_id)


def new_app(ctx: MatcherContext, actor: Actor, *, sealed: str = "") -> NewApp:
    """A new key for an app, or again the one that is sealed. Raises ReauthenticationNeeded, InvalidInput."""
    with ctx.people.read() as connection:
        second_factor.may_change(connection, actor, ctx.clock.now())
    key = _unsealed(ctx, actor, sealed) if sealed else totp.new_key()
    kept = sealed or seal(ctx.settings.secret, NEW_KEY, actor.person_id, key)
    return NewApp(key, totp.drawing_of(key, actor.email), kept)


def add_app(ctx: MatcherContext, actor: Actor, *, sealed: str, code: str) -> tuple[str, ...]:
    """Keeps the key; gives the codes for the paper, none when there is a paper already.

    Raises InvalidInput for a wrong code, ReauthenticationNeeded, TooMany.
    """
    key = _unsealed(ctx, actor, sealed)
    with ctx.write_people() as work:
        now = ctx.clock.now()
        codes = second_factor.add_app(work.connection, actor, key=key, code=code, secret=ctx.settings.secret, now=now)
        if codes is not None:
            _note(ctx, work, actor, "factor.add", kind="app")
            tell_owner(work, actor.person_id, SignInNews.APP_ADDED)
    if codes is None:
        text = _("Deze code klopt niet. Kijk in de app welke code er nu staat, en vul die in.")
        raise InvalidInput([FieldError("code", "wrong_code", text)])
    return codes


def remove_app(ctx: MatcherContext, actor: Actor) -> bool:
    """Forgets the app; returns whether there was one. Raises ReauthenticationNeeded, NotAllowedNow for the last one."""
    with ctx.write_people() as work:
        _may_remove(ctx, work, actor)
        if not totp.remove(work.connection, actor.person_id):
            return False
        _removed(ctx, work, actor, kind="app")
        tell_owner(work, actor.person_id, SignInNews.APP_REMOVED)
        return True


def remove_passkey(ctx: MatcherContext, actor: Actor, passkey_id: str) -> None:
    """Forgets a passkey. Raises NotFound, ReauthenticationNeeded, NotAllowedNow for the last factor."""
    with ctx.write_people() as work:
        _may_remove(ctx, work, actor)
        if not passkeys.remove(work.connection, actor.person_id, passkey_id):
            raise NotFound(_("Deze passkey is er niet meer."))
        _removed(ctx, work, actor, kind="passkey")
        tell_owner(work, actor.person_id, SignInNews.PASSKEY_REMOVED)


def new_paper(ctx: MatcherContext, actor: Actor) -> tuple[str, ...]:
    """Ten new codes instead of the earlier ones. Raises ReauthenticationNeeded."""
    with ctx.write_people() as work:
        second_factor.may_change(work.connection, actor, ctx.clock.now())
        _note(ctx, work, actor, "factor.new_paper")
        tell_owner(work, actor.person_id, SignInNews.NEW_CODES)
        return recovery.make(work.connection, actor.person_id, secret=ctx.settings.secret)


def reset(ctx: MatcherContext, *, email: str) -> bool:
    """Forgets every factor of somebody who lost them, and signs them out everywhere; returns whether there is one.

    For who runs the machine. Raises InvalidInput for what is no address.
    """
    with ctx.write_people() as work:
        person = directory.person_by_email(work.connection, normalise_email(email))
        if person is None:
            return False
        now = ctx.clock.now()
        second_factor.forget_all(work.connection, person.id)
        sessions.end_all(work.connection, person.id, at=now, reason="factors_reset")
        phones.forget_all(work.connection, person.id, at=now)
        work.note(AuditEntry("factor.reset", f"person:{person.id}", now))
        tell_owner(work, person.id, SignInNews.FACTORS_RESET)
        return True


def _may_remove(ctx: MatcherContext, work: Writing, actor: Actor) -> None:
    second_factor.may_change(work.connection, actor, ctx.clock.now())
    second_factor.check_may_remove_one(actor, factors_of(work.connection, actor.person_id))


def _removed(ctx: MatcherContext, work: Writing, actor: Actor, *, kind: str) -> None:
    """What was given on other devices may have been the one that is gone."""
    now = ctx.clock.now()
    _note(ctx, work, actor, "factor.remove", kind=kind)
    sessions.end_all(work.connection, actor.person_id, at=now, reason="factor_removed", but=actor.session_id)
    phones.forget_all(work.connection, actor.person_id, at=now)
    if not factors_of(work.connection, actor.person_id).any:
        recovery.remove(work.connection, actor.person_id)


def _unsealed(ctx: MatcherContext, actor: Actor, sealed: str) -> str:
    try:
        return unseal(ctx.settings.secret, NEW_KEY, actor.person_id, sealed)
    except (BrokenSeal, ValueError) as problem:
        text = _("Deze pagina stond te lang open. Laad de pagina opnieuw en probeer het nog eens.")
        raise InvalidInput([FieldError("key", "not_ours", text)]) from problem


def _note(ctx: MatcherContext, work: Writing, actor: Actor, action: str, **detail: str) -> None:
    subject = f"person:{actor.person_id}"
    work.note(AuditEntry(action, subject, ctx.clock.now(), actor.person_id, detail=detail))
