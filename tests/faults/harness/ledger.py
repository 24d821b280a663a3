"""The independent ledger, a process of its own: it writes down what clients saw and what receivers got.

It shares no code with the product. `python ledger.py FILE CONTROL_PORT MAIL_PORT HOOK_PORT`: lines of clients come in
on the control port, mail and webhooks on theirs. A line is on disk before anybody gets an answer, so that a delivery
that was acknowledged is never missing here.
"""

from __future__ import annotations

import json
import os
import re
import socketserver
import sys
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

TAG = re.compile(r"evt-\d{6}")
# Several messages in one mail: each line with a tag in it is one of them.
TOGETHER = re.compile(r"^\d+ berichten? voor u$")
HOST = "127.0.0.1"


class Ledger:
    """A file that only grows; every line is forced to disk."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def write(self, line: dict[str, Any]) -> None:
        """Appends one line with the moment at which it is written."""
        with self._lock:
            self._file.write(json.dumps({"t": time.time(), **line}) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def deliver(self, message_id: str, recipient: str, channel: str, title: str, text: str) -> None:
        """One line per event that a message speaks of; a message about none stands there too, as a ghost."""
        about = {"what": "DELIVER", "id": message_id, "recipient": recipient, "channel": channel}
        for tag, words in _events_in(title, text) or [("none", title)]:
            self.write({**about, "tag": tag, "title": words})


def _events_in(title: str, text: str) -> list[tuple[str, str]]:
    """The events that a message speaks of, each with the words that say of what kind it is."""
    if not TOGETHER.match(title):
        return [(tag, title) for tag in sorted(set(TAG.findall(text)))]
    lines = [line.strip(" -*") for line in text.splitlines()]
    return sorted({(tag, line) for line in lines for tag in TAG.findall(line)})


class Mail:
    """A mail server that takes everything."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        """Writes the delivery down, and only then says that it was taken."""
        mail = message_from_bytes(envelope.original_content or b"", EmailMessage, policy=policy.default)
        plain = mail.get_body(("plain",))
        text = f"{mail['Subject']}\n{plain.get_content() if plain else ''}"
        for address in envelope.rcpt_tos:
            person = address.removesuffix("@example.org")
            self._ledger.deliver(str(mail["Message-ID"]), person, "mail", str(mail["Subject"]), text)
        return "250 kept"


def _hook_handler(ledger: Ledger) -> type[BaseHTTPRequestHandler]:
    class Hook(BaseHTTPRequestHandler):
        """A receiver of webhooks: the last part of the path says whose."""

        def do_POST(self) -> None:
            """Writes the delivery down, and only then answers."""
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            kind, about = _read(body)
            line = {"what": "DELIVER", "id": self.headers.get("webhook-id", ""), "channel": "webhook"}
            ledger.write({**line, "recipient": self.path.rpartition("/")[2], "tag": about, "title": kind})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Says nothing: the ledger is the log."""

    return Hook


def _read(body: str) -> tuple[str, str]:
    """The type of a CloudEvent and the id that it is about; a webhook names no titles."""
    try:
        event = json.loads(body)
        return str(event["type"]), str(event["subject"]).rpartition(":")[2]
    except (ValueError, KeyError, TypeError):
        return "", "none"


def _control_handler(ledger: Ledger) -> type[socketserver.StreamRequestHandler]:
    class Control(socketserver.StreamRequestHandler):
        """Takes lines of clients; the answer comes when the line is on disk."""

        def handle(self) -> None:
            """One line after the other until the client leaves."""
            for raw in self.rfile:
                ledger.write(json.loads(raw))
                self.wfile.write(b"ok\n")

    return Control


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def main(path: str, control: str, mail: str, hook: str) -> None:
    """Serves until it is ended."""
    ledger = Ledger(Path(path))
    Controller(Mail(ledger), hostname=HOST, port=int(mail)).start()
    hooks = ThreadingHTTPServer((HOST, int(hook)), _hook_handler(ledger))
    threading.Thread(target=hooks.serve_forever, daemon=True).start()
    with _Server((HOST, int(control)), _control_handler(ledger)) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
