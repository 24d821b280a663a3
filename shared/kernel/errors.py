"""The errors that rules and use cases raise. One place turns them into answers: shared.plumbing.problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with one field.

    `field` is its path (`costs.0.amount`), `code` is for programs, `message` is Dutch and says the mend.
    """

    field: str
    code: str
    message: str


class DomainError(Exception):
    """Base of every expected error. `message` is a Dutch sentence for the person, safe to show."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(DomainError):
    """What was sent can't be read or breaks a rule of form; carries all errors at once (HTTP 400)."""

    def __init__(self, errors: Iterable[FieldError], message: str = "") -> None:
        self.errors = tuple(errors)
        super().__init__(message or "; ".join(f"{e.field}: {e.message}" if e.field else e.message for e in self.errors))


class TooLarge(InvalidInput):
    """What was sent is larger than we take (413)."""


class NotSignedIn(DomainError):
    """Nobody is signed in, or the session is over (401; pages go to sign-in)."""


class ReauthenticationNeeded(DomainError):
    """The act asks for a sign-in of at most five minutes old (403 with a way back)."""


class SecondFactorNeeded(DomainError):
    """The person is signed in by mail alone, and a second factor must come first (403; pages go and ask for it)."""


class NotFound(DomainError):
    """It does not exist, or the person may not know that it does (404, the same answer for both)."""


class Forbidden(DomainError):
    """The person may read this but not do this (403).

    `act` is what was asked (`people.update`), `organisation_id` whose thing it is about; for the audit log, which
    every refused act comes in once. `noted`: it stands there already.
    """

    def __init__(
        self, message: str = "", *, act: str = "", organisation_id: str | None = None, noted: bool = False
    ) -> None:
        super().__init__(message)
        self.act = act
        self.organisation_id = organisation_id
        self.noted = noted


class NotAllowedNow(DomainError):
    """The state or a guard forbids it; `allowed` names the events that are possible now (409)."""

    def __init__(self, message: str, allowed: Iterable[str] = (), code: str = "not_allowed_now") -> None:
        super().__init__(message)
        self.allowed = tuple(allowed)
        self.code = code


class Stale(DomainError):
    """Somebody else changed it first; `current` is the version that holds now (412)."""

    def __init__(self, message: str, current: int | None = None, changes: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.current = current
        self.changes = dict(changes or {})


class PreconditionMissing(DomainError):
    """A write came without If-Match (428)."""


class IdempotencyMismatch(DomainError):
    """The Idempotency-Key was used before with another body (422)."""


class StillRunning(DomainError):
    """The first request with this Idempotency-Key is still being handled (409 with Retry-After)."""


class TooMany(DomainError):
    """A limit of tries or requests is reached (429); `retry_after` in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(DomainError):
    """A part that is needed does not answer now (503); trying again can help."""

    def __init__(self, message: str, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after
