"""Where the mail server is, and a connection to it."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit


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

    def connect(self, timeout: float) -> smtplib.SMTP:
        """A greeted connection, hidden and logged in as asked; raises OSError or SMTPException."""
        client: smtplib.SMTP
        if self.tls:
            context = ssl.create_default_context()
            client = smtplib.SMTP_SSL(self.host, self.port, timeout=timeout, context=context)
        else:
            client = smtplib.SMTP(self.host, self.port, timeout=timeout)
        if client.sock is not None:
            # The last dot leaves at once: while it waits for the server's word on the bytes before it, the time in
            # which nobody knows whether the mail was taken is forty milliseconds longer.
            client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if self.starttls:
                # Raises when the server does not offer it: never send in the clear what was to be hidden.
                client.starttls(context=ssl.create_default_context())
            if self.user:
                client.login(self.user, self.password)
            client.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            client.close()
            raise
        return client
