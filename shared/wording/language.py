"""The language of what is being made now: a page, a mail, a printed answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

DUTCH = "nl"
ENGLISH = "en"
LANGUAGES = (DUTCH, ENGLISH)

_LOCALES = {DUTCH: "nl_NL", ENGLISH: "en_GB"}
_current: ContextVar[str] = ContextVar("language", default=DUTCH)


def current_language() -> str:
    """The code of the current language, `nl` unless something else was set."""
    return _current.get()


def set_language(code: str) -> None:
    """Sets the language from here on in this thread or task; an unknown code means Dutch."""
    _current.set(code if code in LANGUAGES else DUTCH)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Sets the language for the length of a `with` block, as for one person's mail."""
    token = _current.set(code if code in LANGUAGES else DUTCH)
    try:
        yield
    finally:
        _current.reset(token)


def locale_name() -> str:
    """The name by which Babel knows the current language and country."""
    return _LOCALES[current_language()]
