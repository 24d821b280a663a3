"""What stands for mail in tests of what is done with its answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shared.notifier.channels.mail import MailChannel


class NoServer(MailChannel):
    """A mail channel without a server; a test says what comes of a mail."""

    @contextmanager
    def together(self) -> Iterator[MailChannel]:
        """There is no connection to share."""
        yield self
