"""A small client that asks as fast as it gets answers, over connections that stay open."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

CONNECTIONS = 4
MOST_READ = 1 << 20


@dataclass
class Served:
    """What a round of asking gave: good answers, their bytes, and seconds of wall time and of the server's work."""

    answers: int = 0
    bytes: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Good answers in a second."""
        return self.answers / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the server's processor for one answer."""
        return 1000 * self.cpu_seconds / self.answers

    def add(self, other: Served) -> None:
        """Counts another round along."""
        self.answers += other.answers
        self.bytes += other.bytes
        self.seconds += other.seconds
        self.cpu_seconds += other.cpu_seconds


def ask(port: int, paths: Sequence[str], session: str, *, seconds: float, pid: int, once: bool = False) -> Served:
    """Asks these paths in turn, over and over until the time is over, or each once. Raises for any other answer
    than 200.
    """
    served, lock, end = Served(), threading.Lock(), time.perf_counter() + seconds
    turn = iter(paths) if once else cycle(paths)

    def work() -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            while time.perf_counter() < end:
                with lock:
                    path = next(turn, None)
                if path is None:
                    return
                size = _get(connection, path, session)
                with lock:
                    served.answers += 1
                    served.bytes += size

    begun, cpu = time.perf_counter(), cpu_seconds(pid)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for done in [pool.submit(work) for _ in range(CONNECTIONS)]:
            done.result()
    served.seconds, served.cpu_seconds = time.perf_counter() - begun, cpu_seconds(pid) - cpu
    return served


def cpu_seconds(pid: int) -> float:
    """The processor time that all threads of a process have used; 0 on a system that doesn't tell."""
    return sum(int(one.read_text().split()[0]) for one in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def _get(connection: socket.socket, path: str, session: str) -> int:
    """Asks one page; the number of bytes in it."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={session}\r\n\r\n"
    connection.sendall(request.encode())
    found = _read(connection)
    while (end := found.find(b"\r\n\r\n")) < 0:
        found += _read(connection)
    head = found[:end].lower()
    if b" 200 " not in head[:20]:
        raise AssertionError(found[:500])
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - (len(found) - end - 4)
    while left > 0:
        left -= len(_read(connection))
    return length


def _read(connection: socket.socket) -> bytes:
    found = connection.recv(MOST_READ)
    if not found:
        raise ConnectionError("the server closed the connection")
    return found
