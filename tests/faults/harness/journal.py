"""The client's side of the ledger: tells it what a client asked for and what answer the client saw."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path


class Journal:
    """Lines to the ledger, each on disk there before the call returns; and the input script, before anything is done.

    Safe to share between threads.
    """

    def __init__(self, script: Path, port: int) -> None:
        self._script = script.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self._port = port
        self._connect()

    def ask(self, event: str, recipients: list[str], channels: list[str], due: float | None = None) -> None:
        """Writes a line of the input script: this is about to be asked for."""
        line = {"event": event, "recipients": recipients, "channels": channels, "due": due}
        with self._lock:
            self._script.write(json.dumps(line) + "\n")
            self._script.flush()

    def saw(self, what: str, event: str) -> None:
        """`what` is ACK, INDET, CLOSING or CLOSED. To say it twice changes nothing, so a lost connection is no end."""
        line: dict[str, object] = {"what": what, "event": event}
        try:
            self._send(line)
        except ConnectionError:
            self._connect()
            self._send(line)

    def names(self, record_id: str, tag: str) -> None:
        """Which id the server gave to what we call by a tag: receivers of webhooks get ids only."""
        self._send({"what": "NAME", "id": record_id, "tag": tag})

    def found(self, message_id: str, recipient: str, channel: str, tag: str, title: str, at: float) -> None:
        """A delivery that can only be read from the receiver's shelf: the inbox on our own pages."""
        line = {"id": message_id, "recipient": recipient, "channel": channel, "tag": tag, "title": title, "at": at}
        self._send({"what": "DELIVER", **line})

    def gave_up(self, recipient: str, channel: str, about: str, kind: str, reason: str, lost_workers: int) -> None:
        """A message that the product says it gave up; `about` is the id that it is about."""
        line = {"recipient": recipient, "channel": channel, "tag": about, "kind": kind, "reason": reason}
        self._send({"what": "DEAD", **line, "lost_workers": lost_workers})

    def close(self) -> None:
        """Ends the connection."""
        self._answers.close()
        self._socket.close()
        self._script.close()

    def _connect(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=10)
        self._answers = self._socket.makefile("rb")

    def _send(self, line: dict[str, object]) -> None:
        with self._lock:
            self._socket.sendall(json.dumps(line).encode() + b"\n")
            if self._answers.readline() != b"ok\n":
                raise ConnectionError("the ledger did not keep a line")
