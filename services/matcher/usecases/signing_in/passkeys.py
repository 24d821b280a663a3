"""Somebody adds a passkey, signs in with it, or gives it as the second proof."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.signing_in.telling import SignInNews, tell_owner
from shared.access import factor_rows, passkeys, second_factor, sessions
from shared.access.actors import Actor
from shared.access.passkeys import Ceremony, Site
from shared.access.sessions import Means
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _


def begin_adding(ctx: MatcherContext, actor: Actor) -> Ceremony | None:
    """What the browser needs to make one; None where there can't be any, or when the person may not add one now."""
    site = passkeys.site_of(ctx.settings.base_url)
    if site is None:
        return None
    with ctx.people.read() as connection:
        return passkeys.begin_adding(connection, actor, site, secret=ctx.settings.secret, now=ctx.clock.now())


def add(ctx: MatcherContext, actor: Actor, *, token: str, sent: str, name: str) -> tuple[str, ...]:
    """Keeps a passkey; gives the codes for the paper, none when there is a paper already.

    Raises InvalidInput, ReauthenticationNeeded, NotFound where there can't be passkeys.
    """
    site, secret = _site(ctx), ctx.settings.secret
    with ctx.write_people() as work:
        now = ctx.clock.now()
        second_factor.may_change(work.connection, actor, now)
        if not passkeys.add(work.connection, actor, site, token=token, sent=sent, name=name, secret=secret, now=now):
            text = _("Het lukte niet met de passkey. Laad de pagina opnieuw en probeer het nog eens.")
            raise InvalidInput([FieldError("credential", "refused", text)])
        _note(ctx, work, actor.person_id, "factor.add", kind="passkey")
        tell_owner(work, actor.person_id, SignInNews.PASSKEY_ADDED, device=name)
        return second_factor.added(work.connection, actor, secret=secret, now=now)


def begin_signing_in(ctx: MatcherContext, *, visit: str) -> Ceremony | None:
    """What the browser needs to ask for anybody's passkey; None where there can't be any."""
    site = passkeys.site_of(ctx.settings.base_url)
    if site is None:
        return None
    with ctx.people.read() as connection:
        return passkeys.begin_proving(connection, site, whom=visit, secret=ctx.settings.secret, now=ctx.clock.now())


def sign_in(
    ctx: MatcherContext, *, visit: str, token: str, sent: str, old_session: str = "", device_words: str = ""
) -> str | None:
    """Signs in whose passkey it is and gives the cookie's value; None when it is not in order. Raises NotFound."""
    site = _site(ctx)
    with ctx.write_people() as work:
        now = ctx.clock.now()
        about = {"whom": visit, "token": token, "sent": sent, "secret": ctx.settings.secret, "now": now}
        person_id = passkeys.prove(work.connection, site, **about)  # type: ignore[arg-type]
        if person_id is None:
            return None
        _note(ctx, work, person_id, "session.start", means="passkey")
        return sessions.start(
            work.connection,
            person_id=person_id,
            means=Means.PASSKEY,
            at=now,
            instead_of=old_session or None,
            browser=device_words,
        )


def begin_second_proof(ctx: MatcherContext, actor: Actor) -> Ceremony | None:
    """What the browser needs to ask for a passkey of this person; None when they have none."""
    site = passkeys.site_of(ctx.settings.base_url)
    with ctx.people.read() as connection:
        if site is None or not factor_rows.factors_of(connection, actor.person_id).passkeys:
            return None
        about = {"whom": actor.csrf_token, "person_id": actor.person_id, "now": ctx.clock.now()}
        return passkeys.begin_proving(connection, site, secret=ctx.settings.secret, **about)  # type: ignore[arg-type]


def give_second_proof(ctx: MatcherContext, actor: Actor, *, token: str, sent: str, session: str) -> str | None:
    """Takes a passkey of this person; gives the session's new value, None when it is not in order."""
    site = _site(ctx)
    with ctx.write_people() as work:
        now = ctx.clock.now()
        about = {"whom": actor.csrf_token, "token": token, "sent": sent, "person_id": actor.person_id, "now": now}
        if passkeys.prove(work.connection, site, secret=ctx.settings.secret, **about) is None:  # type: ignore[arg-type]
            return None
        sessions.mark_strong(work.connection, actor.session_id, at=now)
        _note(ctx, work, actor.person_id, "session.second_factor", proof="passkey")
        return sessions.renew(work.connection, session, actor, at=now) or session


def _site(ctx: MatcherContext) -> Site:
    site = passkeys.site_of(ctx.settings.base_url)
    if site is None:
        raise NotFound(_("Deze pagina bestaat niet."))
    return site


def _note(ctx: MatcherContext, work: Writing, person_id: str, action: str, **detail: str) -> None:
    work.note(AuditEntry(action, f"person:{person_id}", ctx.clock.now(), person_id, detail=detail))
