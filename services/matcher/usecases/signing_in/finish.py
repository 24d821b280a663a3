"""Somebody has the mail and finishes signing in, with its code or its link; or is an example person of the demo."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from shared.access import demo, phones, sign_in
from shared.access.sign_in import Finished, Outcome
from shared.audit import AuditEntry
from shared.outbox.writing import Writing


def enter_code(
    ctx: MatcherContext, *, challenge_id: str, code: str, old_session: str = "", device_words: str = ""
) -> Finished:
    """Tries the code. What comes out is committed also when it was wrong, so that every try counts.

    `old_session` is the cookie that the browser had: its session ends and a new one starts. `device_words` is what
    people call the browser.
    """
    with ctx.write_people() as work:
        finished = sign_in.finish_with_code(
            work.connection,
            challenge_id=challenge_id,
            code=code,
            secret=ctx.settings.secret,
            now=ctx.clock.now(),
            instead_of=old_session or None,
            device_words=device_words,
        )
        _note(ctx, work, finished, means="code")
    return finished


def follow_link(
    ctx: MatcherContext, *, challenge_id: str, token: str, browser: str, old_session: str = "", device_words: str = ""
) -> Finished:
    """Signs in with the link, in the browser that asked for it; in another one the outcome is CODE_NEEDED."""
    with ctx.write_people() as work:
        finished = sign_in.finish_with_link(
            work.connection,
            challenge_id=challenge_id,
            token=token,
            browser=browser,
            secret=ctx.settings.secret,
            now=ctx.clock.now(),
            instead_of=old_session or None,
            device_words=device_words,
        )
        _note(ctx, work, finished, means="link")
    return finished


def sign_in_as_example(ctx: MatcherContext, *, person_id: str, token: str, old_session: str = "") -> str:
    """Signs in as an example person and gives the cookie's value. Raises NotFound as shared.access.demo does."""
    with ctx.write_people() as work:
        return demo.sign_in_as(
            work.connection,
            ctx.settings,
            person_id,
            token,
            now=ctx.clock.now(),
            instead_of=old_session or None,
        )


def sign_out(ctx: MatcherContext, *, session: str, phone: str = "") -> None:
    """Ends this browser's session, and forgets the phone when it was remembered."""
    if session or phone:
        with ctx.write_people() as work:
            sign_in.sign_out(work.connection, session, now=ctx.clock.now())
            phones.forget_this(work.connection, phone, at=ctx.clock.now())


def _note(ctx: MatcherContext, work: Writing, finished: Finished, *, means: str) -> None:
    """The security log: who signed in, and codes that were wrong. Not where from: that is nobody's business."""
    now = ctx.clock.now()
    if finished.outcome is Outcome.SIGNED_IN:
        subject = f"person:{finished.person_id}"
        demo.prove_example(work.connection, ctx.settings, finished.person_id, finished.session_value, now)
        work.note(AuditEntry("session.start", subject, now, finished.person_id, detail={"means": means}))
    elif finished.outcome is Outcome.WRONG_CODE:
        work.note(AuditEntry("session.wrong_code", "sign_in", now, detail={"tries_left": finished.tries_left}))
