"""A proxy that loses answers: of every so many replies one is dropped, and with it the connection."""

from __future__ import annotations

import socket
import socketserver
import threading
from pathlib import Path

Address = tuple[str, int] | str


class DroppingProxy:
    """Stands before a server; `listens` and `serves` are a path (unix socket) or a host with a port."""

    def __init__(self, listens: Address, serves: Address, every: int) -> None:
        self._serves = serves
        self._every = every
        self._count = 0
        self._lock = threading.Lock()
        self.dropped = 0
        self._server = _server(listens, self._relay)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def heal(self) -> None:
        """Loses nothing from now on."""
        with self._lock:
            self._every = 0

    def stop(self) -> None:
        """Takes no more connections."""
        self._server.shutdown()
        self._server.server_close()

    def _relay(self, client: socket.socket) -> None:
        with _connect(self._serves) as server:
            threading.Thread(target=_pump, args=(client, server), daemon=True).start()
            while answer := _receive(server):
                if self._loses():
                    break
                client.sendall(answer)
            for end in (client, server):
                _shut(end)

    def _loses(self) -> bool:
        with self._lock:
            self._count += 1
            lost = self._every > 0 and self._count % self._every == 0
            self.dropped += lost
            return lost


def _server(listens: Address, relay: object) -> socketserver.BaseServer:
    class Handler(socketserver.BaseRequestHandler):
        """One connection."""

        def handle(self) -> None:
            """Relays it until one side or the proxy ends it."""
            try:
                relay(self.request)  # type: ignore[operator]
            except OSError:
                return

    base = socketserver.ThreadingUnixStreamServer if isinstance(listens, str) else socketserver.ThreadingTCPServer

    class Server(base):  # type: ignore[valid-type, misc]
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

    server: socketserver.BaseServer = Server(listens, Handler)
    if isinstance(listens, str):
        Path(listens).chmod(0o777)
    return server


def _connect(address: Address) -> socket.socket:
    made = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
    made.connect(address)
    return made


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while asked := _receive(source):
            target.sendall(asked)
    except OSError:
        pass
    _shut(target)


def _receive(source: socket.socket) -> bytes:
    try:
        return source.recv(65536)
    except OSError:
        return b""


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
