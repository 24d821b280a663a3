"""A mail server for tests that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.processes import free_port


@dataclass
class MailSink:
    """Accepted messages, oldest first. Set `answer` to another SMTP answer to refuse the next ones."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answer: str = "250 kept"

    @property
    def url(self) -> str:
        """The address as the setting SMTP_URL takes it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        """Keep one message, or refuse it with `answer`."""
        if self.answer.startswith("250"):
            content = envelope.original_content or b""
            self.messages.append(message_from_bytes(content, EmailMessage, policy=policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
        return self.answer


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    """Run a mail server on 127.0.0.1 as long as the block lasts."""
    sink = MailSink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
