"""The steps of signing in, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shared.access import sessions, sign_in
from shared.access.challenges import Purpose
from shared.access.sign_in import challenge_secrets

SECRET = b"a secret of this test, long enough to be one"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def ask(people, email="noor@voorbeeld.nl", *, purpose=Purpose.SIGN_IN, at=NOW, client="192.0.2.1", next_path="/"):
    with people.transaction() as connection:
        return sign_in.ask(
            connection,
            email=email,
            purpose=purpose,
            browser="this browser",
            client=client,
            next_path=next_path,
            secret=SECRET,
            now=at,
        )


def enter(people, asked, code=None, *, at=NOW + MINUTE, instead_of=None):
    code = challenge_secrets(SECRET, asked.challenge_id)[1] if code is None else code
    with people.transaction() as connection:
        return sign_in.finish_with_code(
            connection, challenge_id=asked.challenge_id, code=code, secret=SECRET, now=at, instead_of=instead_of
        )


def follow(people, asked, *, token=None, browser="this browser", at=NOW + MINUTE):
    token = challenge_secrets(SECRET, asked.challenge_id)[0] if token is None else token
    with people.transaction() as connection:
        return sign_in.finish_with_link(
            connection, challenge_id=asked.challenge_id, token=token, browser=browser, secret=SECRET, now=at
        )


def who(people, value, at=NOW + MINUTE):
    with people.read() as connection:
        live = sessions.load(connection, value, secret=SECRET, now=at)
    return live.actor if live else None


def wrong_code(asked):
    right = challenge_secrets(SECRET, asked.challenge_id)[1]
    return f"{(int(right) + 1) % 10**8:08d}"
