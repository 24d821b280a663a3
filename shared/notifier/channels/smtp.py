"""Hands a mail to a mail server, and knows what the server's answer means for a next try."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from shared.notifier.channels.base import Outcome, Result
from shared.notifier.channels.signing import MailSigner
from shared.outbox import faults

TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True)
class MailServer:
    """Where and how to reach the mail server."""

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str
    password: str

    @staticmethod
    def from_url(url: str) -> MailServer:
        """Reads `smtp://user:password@host:587?starttls=1` or `smtps://host`; raises ValueError for anything else."""
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://user:password@host:587?starttls=1")
        tls = parts.scheme == "smtps"
        return MailServer(
            host=parts.hostname,
            port=parts.port or (465 if tls else 25),
            tls=tls,
            starttls=parse_qs(parts.query).get("starttls", ["0"])[-1] == "1",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class Refused(Exception):
    """The server said no with this code."""

    def __init__(self, code: int, verb: str) -> None:
        super().__init__(f"{code} after {verb}")
        self.code = code
        self.verb = verb


class SmtpTransport:
    """One connection per mail, closed again: a worker that dies leaves nothing half open."""

    def __init__(self, server: MailServer, signer: MailSigner | None = None) -> None:
        self._server = server
        self._signer = signer

    def hand_over(self, mail: EmailMessage, address: str, delivery_id: str) -> Result:
        """Sends one mail. After the last byte only the server knows whether it took it; then no answer is no answer."""
        faults.point("before_connect")
        try:
            client = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            return Result(Outcome.FAILED_FOR_NOW, f"connect: {type(error).__name__}")
        try:
            self._send_up_to_the_dot(client, mail, address)
        except Refused as error:
            # A mailbox that does not exist stays so; a server that is busy does not.
            for_good = error.code >= 500 and error.verb in ("RCPT", "DATA")
            _leave(client)
            return Result(Outcome.FAILED_FOR_GOOD if for_good else Outcome.FAILED_FOR_NOW, str(error))
        except (OSError, smtplib.SMTPException) as error:
            client.close()
            return Result(Outcome.FAILED_FOR_NOW, f"before the end: {type(error).__name__}")
        return _finish(client)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        client: smtplib.SMTP
        if server.tls:
            context = ssl.create_default_context()
            client = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
        if client.sock is not None:
            # The last dot leaves at once: while it waits for the server's word on the bytes before it, the time in
            # which nobody knows whether the mail was taken is forty milliseconds longer.
            client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if server.starttls:
                # Raises when the server does not offer it: never send in the clear what was to be hidden.
                client.starttls(context=ssl.create_default_context())
            if server.user:
                client.login(server.user, server.password)
            client.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            client.close()
            raise
        return client

    def _send_up_to_the_dot(self, client: smtplib.SMTP, mail: EmailMessage, address: str) -> None:
        international = not address.isascii()
        if international and not client.has_extn("smtputf8"):
            raise Refused(553, "RCPT")
        options = ["SMTPUTF8", "BODY=8BITMIME"] if international else []
        _expect(client.mail(parseaddr(str(mail["From"]))[1], options), "MAIL")
        _expect(client.rcpt(address), "RCPT")
        faults.point("after_rcpt")
        _expect(client.docmd("DATA"), "DATA")
        content = mail.as_bytes(policy=SMTPUTF8 if international else SMTP)
        if self._signer is not None:
            content = self._signer.sign(content)
        client.send(re.sub(rb"(?m)^\.", b"..", content).rstrip(b"\r\n"))


def _finish(client: smtplib.SMTP) -> Result:
    try:
        client.send(b"\r\n.\r\n")
        faults.point("after_dot")
        code, _ = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        client.close()
        return Result(Outcome.NO_ANSWER, f"after the end: {type(error).__name__}")
    _leave(client)
    if 200 <= code < 300:
        return Result(Outcome.ACCEPTED, str(code))
    return Result(Outcome.FAILED_FOR_GOOD if code >= 500 else Outcome.FAILED_FOR_NOW, f"{code} after DATA")


def _expect(reply: tuple[int, bytes], verb: str) -> None:
    if not 200 <= reply[0] < 400:
        raise Refused(reply[0], verb)


def _leave(client: smtplib.SMTP) -> None:
    # The answer is known; a server that hangs up without a goodbye changes nothing.
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    client.close()
