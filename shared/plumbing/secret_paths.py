"""Addresses whose path is the secret: whoever reads a log must not be able to open them."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

HIDDEN = "[hidden]"

_SECRET = re.compile(r"(/calendar/|/receipts/|/sign-in/link/|/sign-in/demo/|/unsubscribe/)[A-Za-z0-9_%=./-]+")
_PAGE = re.compile(r"/(calendar/[^/]+\.ics$|(receipts|sign-in/link|sign-in/demo|unsubscribe)/.)")


def is_secret(path: str) -> bool:
    """Whether the path within a service is a secret, so that no other page may hear of it."""
    return _PAGE.match(path) is not None


def without_secrets(text: str) -> str:
    """The text with the secret part of every such address blotted out."""
    return _SECRET.sub(rf"\g<1>{HIDDEN}", text)


def hide_in_values(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The same for every text in a log event; a processor of structlog."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = without_secrets(value)
    return event


class LogRecord(logging.LogRecord):
    """A line of somebody else's library (a server, a framework): one line, with its secrets blotted out."""

    def getMessage(self) -> str:  # noqa: N802 (logging calls it so)
        """What is written, whichever handler writes it."""
        return without_secrets(super().getMessage()).replace("\r", "\\r").replace("\n", "\\n")
