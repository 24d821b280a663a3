"""Receivers of webhooks on this machine: one that behaves, and others that do everything wrong."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MINUTE_OF_PATIENCE = 60


class Receiver(ThreadingHTTPServer):
    """Keeps what it got; `answer` is what it does next, and may be changed at any time."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answer: Callable[[_Handler], None] = says(200)
        self.closing = threading.Event()
        self.written = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    @property
    def bodies(self) -> list[bytes]:
        return [body for _, _, body in self.got]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.server.answer(self)

    def log_message(self, *_: object) -> None:
        pass


Answer = Callable[[_Handler], None]


def says(status: int, body: bytes = b"", **headers: str) -> Answer:
    """A plain answer; headers as Retry_After='120'."""

    def answer(handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hangs(handler: _Handler) -> None:
    """Takes everything and never answers."""
    handler.server.closing.wait(MINUTE_OF_PATIENCE)


def drips(handler: _Handler) -> None:
    """An answer of one byte now and then, so that no socket timeout helps."""
    _pour(handler, b"HTTP/1.0 200 OK\r\nX-Slow: " + b"y" * 10_000, size=1, pause=0.05)


def pours(handler: _Handler) -> None:
    """A body of ten gigabytes."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(10 * 1024**3))
    handler.end_headers()
    chunk = b"x" * 65_536
    _pour(handler, (chunk for _ in range(10 * 1024**3 // 65_536)))


def bombs(handler: _Handler) -> None:
    """Some kilobytes that would unpack to a hundred megabytes."""
    says(200, gzip.compress(b"\0" * 100 * 1024**2, 1), Content_Encoding="gzip")(handler)


def _pour(handler: _Handler, what: bytes | Iterator[bytes], *, size: int = 0, pause: float = 0.0) -> None:
    pieces = (what[at : at + size] for at in range(0, len(what), size)) if isinstance(what, bytes) else what
    try:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.server.written += len(piece)
            if pause:
                time.sleep(pause)
            if handler.server.closing.is_set():
                return
    except OSError:
        return


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that answers 200 until it is told to do something else."""
    receiver = Receiver()
    thread = threading.Thread(target=lambda: receiver.serve_forever(poll_interval=0.02))
    thread.start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        receiver.shutdown()
        receiver.server_close()
        thread.join()
