"""A PostgreSQL of one test that can be restarted, killed and started again on its own files."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable

import psycopg

from tests.support import processes
from tests.support.postgres import PostgresServer, start_postgres

_NOBODY = 65534
START_SECONDS = 30


class PostgresBox:
    """One server that waits for the disk at every commit, as a real one does."""

    def __init__(self) -> None:
        self._server = start_postgres(durable=True)
        self.process: subprocess.Popen[bytes] = self._server.process
        self._command = list(map(str, self.process.args)) if isinstance(self.process.args, list) else []

    def make(self, name: str) -> str:
        """A new database; its address."""
        return self._server.create(name)

    def restart(self) -> None:
        """Ends it the fast way, as an update does, and starts it again."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(START_SECONDS)
        self._start()

    def kill(self) -> None:
        """Ends the postmaster the hard way; its children notice, and only then can it start again."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(START_SECONDS)
        self._start()

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Runs a statement as the owner of the server."""
        with self._connect() as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Ends it and removes its files."""
        self._with_process().stop()

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        folder = str(self._server.folder)
        return psycopg.connect(host=folder, user="postgres", dbname="postgres", connect_timeout=5, autocommit=True)

    def _start(self) -> None:
        """A start can fail while backends of the one before are still there; it is tried for half a minute."""
        end = time.monotonic() + START_SECONDS
        uid = _NOBODY if os.geteuid() == 0 else None
        while True:
            folder = self._server.folder
            self.process = processes.start(self._command, log=folder / "log", cwd=folder, uid=uid)
            if _comes_up(self.process, self._answers):
                return
            if time.monotonic() > end:
                raise processes.ServerFailed("PostgreSQL did not come back")
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _with_process(self) -> PostgresServer:
        return PostgresServer(self._server.folder, self.process)


def _comes_up(process: subprocess.Popen[bytes], answers: Callable[[], bool]) -> bool:
    while process.poll() is None:
        if answers():
            return True
        time.sleep(0.05)
    return False
