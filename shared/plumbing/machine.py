"""Is this machine fit to run the suite? Checked before anything is written, each problem with its mend."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from shared.plumbing.settings import LOOPBACK_HOSTS

HOST = "127.0.0.1"


class CannotStart(Exception):
    """Something on this machine is in the way; the message says what and how to mend it."""


def check_host(environ: Mapping[str, str]) -> None:
    """Only this machine itself may reach `up`."""
    host = environ.get("HOST", HOST)
    if host not in LOOPBACK_HOSTS:
        raise CannotStart(f"HOST is {host!r}: `up` listens on {HOST} only. Leave HOST out, or use compose.yaml.")


def check_port(port: int) -> None:
    """The port must be free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            problem = f"PORT {port} can't be used ({error.strerror}). Choose another: PORT=8080 make run"
            raise CannotStart(problem) from error


def check_folder(data_dir: Path) -> None:
    """The data folder must exist or be makable, and be writable."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        probe = data_dir / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        problem = f"DATA_DIR {data_dir} can't be written ({error.strerror}). Give another: DATA_DIR=~/steun make run"
        raise CannotStart(problem) from error


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Two suites on one data folder would each run a ticker and a Redis: the second is refused."""
    with (data_dir / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            problem = f"DATA_DIR {data_dir} is in use by another run. Stop that one, or give another folder."
            raise CannotStart(problem) from error
        yield
