"""A Redis that can be killed, emptied, stopped and started again at the same address."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.support import processes
from tests.support.redis import find_program


class RedisBox:
    """One server in a folder of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="redis-"))
        self.process: subprocess.Popen[bytes]
        self.start()

    @property
    def url(self) -> str:
        """The address as redis-py and RQ read it."""
        return f"unix://{self.folder / 'redis.sock'}"

    def start(self) -> None:
        """Starts it, always empty: nothing of it is kept on disk."""
        command: list[object] = [find_program(), "--port", "0", "--unixsocket", self.folder / "redis.sock"]
        command += ["--unixsocketperm", "700", "--dir", self.folder, "--save", "", "--appendonly", "no"]
        command += ["--maxmemory-policy", "noeviction"]
        self.process = processes.start(command, log=self.folder / "log", cwd=self.folder)
        processes.wait_until(self._answers, what="Redis", process=self.process, log=self.folder / "log")

    def kill(self) -> None:
        """Ends it the hard way; everything in it is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def client(self) -> Redis:
        """A client of our own."""
        return Redis.from_url(self.url, socket_timeout=5)

    def empty(self) -> None:
        """FLUSHALL."""
        with self.client() as client:
            client.flushall()

    def stop(self) -> None:
        """Ends it and removes its files."""
        processes.stop(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except RedisError:
            return False
