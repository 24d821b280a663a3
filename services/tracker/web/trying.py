"""Doing what a form asks, or telling what is wrong in a way that its page can show again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.tracker.web.history import changed_lines
from services.tracker.web.routes import context
from shared.access.rights import recent_sign_in
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, ReauthenticationNeeded, Stale


@dataclass(frozen=True)
class Wrong:
    """What went wrong: the errors for the page, its status, and what somebody else changed meanwhile."""

    errors: tuple[FieldError, ...] = ()
    status: int = 200
    changes: tuple[str, ...] = ()
    sign_in_again: bool = False


NOTHING_WRONG = Wrong()


def sign_in_first() -> Wrong:
    """What to say before somebody fills in a form, or asks for a file, for nothing."""
    try:
        recent_sign_in(require_actor(), context().clock.now())
    except ReauthenticationNeeded:
        return Wrong(sign_in_again=True)
    return NOTHING_WRONG


def tried(act: Callable[[], object]) -> Wrong:
    """Does it. NOTHING_WRONG when it was done; who may not do it at all hears so elsewhere."""
    try:
        act()
    except InvalidInput as problem:
        return Wrong(problem.errors, 400)
    except NotAllowedNow as problem:
        return Wrong((FieldError("", problem.code, problem.message),), 409)
    except Stale as problem:
        changes = changed_lines(problem.changes.get("events", ()))
        return Wrong((FieldError("", "stale", problem.message),), 412, changes)
    except ReauthenticationNeeded as problem:
        return Wrong((FieldError("", "sign_in_again", problem.message),), 403, sign_in_again=True)
    return NOTHING_WRONG
