"""Somebody asks for a mail to sign in with."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from shared.access import sign_in
from shared.access.challenges import Purpose


def ask_for_mail(
    ctx: MatcherContext,
    *,
    email: str,
    purpose: Purpose = Purpose.SIGN_IN,
    browser: str,
    client: str | None,
    next_path: str | None = None,
) -> str:
    """Makes a challenge and has the mail sent; gives the challenge's id, also when nobody has the address.

    Raises InvalidInput for what is no address and TooMany when it was asked too often.
    """
    with ctx.write_people() as work:
        asked = sign_in.ask(
            work.connection,
            email=email,
            purpose=purpose,
            browser=browser,
            client=client,
            next_path=next_path,
            secret=ctx.settings.secret,
            now=ctx.clock.now(),
        )
        # An unknown address goes the same way and is taken back, so that the time of the answer tells nothing.
        work.tell(asked.intent)
        if not asked.reaches_somebody:
            work.withdraw(subject=asked.intent.subject, reason="no_account")
    return asked.challenge_id
