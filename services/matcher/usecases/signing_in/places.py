"""Where somebody is signed in: seeing it, and ending it."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.settings import MatcherContext
from services.matcher.usecases.signing_in.telling import SignInNews, tell_owner
from shared.access import open_sessions, phones, sessions
from shared.access.actors import Actor
from shared.access.open_sessions import OpenSession
from shared.access.phones import Phone
from shared.audit import AuditEntry
from shared.kernel.errors import NotFound
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class SignedInAt:
    """The sessions and remembered phones of a person, the newest first."""

    sessions: list[OpenSession]
    phones: list[Phone]


def see_places(ctx: MatcherContext, actor: Actor) -> SignedInAt:
    """Where the person is signed in now."""
    now = ctx.clock.now()
    with ctx.people.read() as connection:
        return SignedInAt(
            open_sessions.open_of(connection, actor, now), phones.phones_of(connection, actor.person_id, now)
        )


def end_one(ctx: MatcherContext, actor: Actor, handle: str) -> None:
    """Ends one session of the person. Raises NotFound."""
    with ctx.write_people() as work:
        if not open_sessions.end_by_handle(work.connection, actor.person_id, handle, at=ctx.clock.now()):
            raise NotFound(_("Dit is al gestopt."))
        _note(ctx, work, actor, "session.end_other")


def end_everywhere(ctx: MatcherContext, actor: Actor) -> None:
    """Ends every session of the person, this one too, and forgets every phone."""
    with ctx.write_people() as work:
        now = ctx.clock.now()
        sessions.end_all(work.connection, actor.person_id, at=now)
        phones.forget_all(work.connection, actor.person_id, at=now)
        _note(ctx, work, actor, "session.end_everywhere")


def forget_phone(ctx: MatcherContext, actor: Actor, phone_id: str) -> None:
    """Forgets one phone, and ends what runs on it. Raises NotFound."""
    with ctx.write_people() as work:
        if not phones.forget(work.connection, actor.person_id, phone_id, at=ctx.clock.now()):
            raise NotFound(_("Dit is al gestopt."))
        _note(ctx, work, actor, "phone.forget")


def remember_phone(ctx: MatcherContext, actor: Actor, *, name: str) -> str | None:
    """Remembers the phone and gives the value for its cookie; None for somebody whose phone may not be."""
    with ctx.write_people() as work:
        value = phones.remember(work.connection, actor, name=name, at=ctx.clock.now())
        if value:
            _note(ctx, work, actor, "phone.remember")
            tell_owner(work, actor.person_id, SignInNews.PHONE_REMEMBERED, device=name)
        return value


def _note(ctx: MatcherContext, work: Writing, actor: Actor, action: str) -> None:
    work.note(AuditEntry(action, f"person:{actor.person_id}", ctx.clock.now(), actor.person_id))
