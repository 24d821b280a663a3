"""Hands mails to a mail server, and knows what the server's answer means for a next try."""

from __future__ import annotations

import re
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import parseaddr

from shared.notifier.addresses.rules import trouble_of_answer
from shared.notifier.channels.base import Outcome, Result
from shared.notifier.channels.mail_server import MailServer
from shared.notifier.channels.signing import MailSigner
from shared.outbox import faults

MOST_PER_CONNECTION = 100
SERVICE_CLOSES = 421


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: for one answer, for one mail as a whole, and for a goodbye.

    The whole stays below the lease of a worker, also when every single answer comes slowly.
    """

    answer: float = 10.0
    whole: float = 30.0
    goodbye: float = 2.0


class Refused(Exception):
    """The server said no with this code, and these words."""

    def __init__(self, code: int, verb: str, text: str = "") -> None:
        super().__init__(f"{code} after {verb}")
        self.code = code
        self.verb = verb
        self.text = text


class SmtpTransport:
    """Sends mail by one server. A mail alone gets a connection of its own; many together share one."""

    def __init__(self, server: MailServer, signer: MailSigner | None = None, patience: Patience = Patience()) -> None:
        self._server = server
        self._signer = signer
        self._patience = patience

    def hand_over(self, mail: EmailMessage, address: str, delivery_id: str) -> Result:
        """Sends one mail and hangs up: a worker that dies leaves nothing half open."""
        with self.session() as session:
            return session.hand_over(mail, address, delivery_id)

    @contextmanager
    def session(self) -> Iterator[SmtpSession]:
        """One connection for the mails of a batch: opened for the first of them, closed after the last."""
        session = SmtpSession(self._server, self._signer, self._patience)
        try:
            yield session
        finally:
            session.leave()


class SmtpSession:
    """One mail after another over one connection. What happens to one mail changes nothing for the others."""

    def __init__(self, server: MailServer, signer: MailSigner | None, patience: Patience) -> None:
        self._server = server
        self._signer = signer
        self._patience = patience
        self._client: smtplib.SMTP | None = None
        self._handed = 0
        self._until = 0.0

    def hand_over(self, mail: EmailMessage, address: str, delivery_id: str) -> Result:
        """Sends one mail. After the last byte only the server knows whether it took it; then no answer is no answer."""
        faults.point("before_connect")
        reused = self._client is not None
        result = self._try(mail, address)
        if reused and self._client is None and result.outcome is Outcome.FAILED_FOR_NOW:
            # That the server ended the connection of earlier mails says nothing about this one.
            result = self._try(mail, address)
        return result

    def leave(self) -> None:
        """Says goodbye, when there is a connection. A server that does not answer that changes nothing."""
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                _wait_at_most(self._client, self._patience.goodbye)
                self._client.quit()
        self._drop()

    def _try(self, mail: EmailMessage, address: str) -> Result:
        self._until = time.monotonic() + self._patience.whole
        try:
            client = self._ready()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.FAILED_FOR_NOW, f"connect: {type(error).__name__}")
        try:
            self._send_up_to_the_dot(client, mail, address)
        except Refused as error:
            return self._refused(error)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.FAILED_FOR_NOW, f"before the end: {type(error).__name__}")
        return self._finish(client)

    def _ready(self) -> smtplib.SMTP:
        """The connection, clean for the next mail."""
        if self._client is not None and self._handed >= MOST_PER_CONNECTION:
            self.leave()
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._limit(self._client)
                if self._client.rset()[0] == 250:
                    return self._client
            self._drop()
        self._handed = 0
        self._client = self._server.connect(self._patience.answer)
        return self._client

    def _send_up_to_the_dot(self, client: smtplib.SMTP, mail: EmailMessage, address: str) -> None:
        international = not address.isascii()
        if international and not client.has_extn("smtputf8"):
            raise Refused(553, "RCPT", "5.6.7 this server takes no such addresses")
        self._handed += 1
        options = ["SMTPUTF8", "BODY=8BITMIME"] if international else []
        self._limit(client)
        _expect(client.mail(parseaddr(str(mail["From"]))[1], options), "MAIL")
        self._limit(client)
        _expect(client.rcpt(address), "RCPT")
        faults.point("after_rcpt")
        self._limit(client)
        _expect(client.docmd("DATA"), "DATA")
        content = mail.as_bytes(policy=SMTPUTF8 if international else SMTP)
        if self._signer is not None:
            content = self._signer.sign(content)
        self._limit(client)
        client.send(re.sub(rb"(?m)^\.", b"..", content).rstrip(b"\r\n"))

    def _finish(self, client: smtplib.SMTP) -> Result:
        try:
            self._limit(client)
            client.send(b"\r\n.\r\n")
            faults.point("after_dot")
            code, text = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.NO_ANSWER, f"after the end: {type(error).__name__}")
        if 200 <= code < 300:
            return Result(Outcome.ACCEPTED, str(code))
        return self._refused(Refused(code, "DATA", _words(text)))

    def _refused(self, error: Refused) -> Result:
        if error.code == SERVICE_CLOSES:
            self._drop()
        # A mailbox that does not exist stays so; a server that is busy does not.
        if error.code < 500 or error.verb not in ("RCPT", "DATA"):
            return Result(Outcome.FAILED_FOR_NOW, str(error))
        trouble = trouble_of_answer(error.code, error.text, at_recipient=error.verb == "RCPT")
        return Result(Outcome.FAILED_FOR_GOOD, str(error), trouble=trouble)

    def _limit(self, client: smtplib.SMTP) -> None:
        """The next answer gets its own time, but never more than what is left for the whole mail."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole mail took too long")
        _wait_at_most(client, min(self._patience.answer, left))

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None


def _wait_at_most(client: smtplib.SMTP, seconds: float) -> None:
    if client.sock is not None:
        client.sock.settimeout(seconds)


def _expect(reply: tuple[int, bytes], verb: str) -> None:
    if not 200 <= reply[0] < 400:
        raise Refused(reply[0], verb, _words(reply[1]))


def _words(text: bytes) -> str:
    return text.decode("ascii", "replace")
