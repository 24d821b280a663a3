"""Tells the container engine whether the process in this container does its work: exit code 0 or 1.

A web process says so itself at HEALTH_URL. A worker is judged by the heartbeat it leaves in Redis under this
container's name, because a process that merely exists may hang; the tickers together by the file that the working one
renews every few seconds. The others are judged by the engine's restart alone.
"""

from __future__ import annotations

import os
import socket
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

SILENT_SECONDS = 120


def main() -> int:
    """Check what the first word of the container's command asks for."""
    command = os.environ.get("HEALTH_CHECK", "")
    if command.startswith("http://"):
        return check_page(command)
    if command == "worker":
        return check_worker()
    if command == "ticker":
        return check_ticker()
    return 0


def check_page(address: str) -> int:
    """Ask the process in this container whether it is ready."""
    try:
        with urllib.request.urlopen(address, timeout=4) as answer:  # noqa: S310 our own address
            return 0 if answer.status == 200 else 1
    except OSError as problem:
        sys.stderr.write(f"{address}: {problem}\n")
        return 1


def check_worker() -> int:
    """Look for a worker of this container that was heard of lately."""
    from redis import Redis
    from rq import Worker

    with Redis.from_url(redis_url(), socket_timeout=2, socket_connect_timeout=2) as client:
        own = [worker for worker in Worker.all(connection=client) if worker.hostname == socket.gethostname()]
    beats = [worker.last_heartbeat for worker in own if worker.last_heartbeat]
    now = datetime.now(UTC)
    if any((now - beat.replace(tzinfo=UTC)).total_seconds() < SILENT_SECONDS for beat in beats):
        return 0
    sys.stderr.write(f"no heartbeat in {SILENT_SECONDS} s of the {len(own)} workers of this container\n")
    return 1


def check_ticker() -> int:
    """Look how long ago the working ticker last renewed its file."""
    file = Path(os.environ.get("DATA_DIR", "/data")) / "how-far.json"
    try:
        age = datetime.now(UTC).timestamp() - file.stat().st_mtime
    except OSError as problem:
        sys.stderr.write(f"{file}: {problem}\n")
        return 1
    if age < SILENT_SECONDS:
        return 0
    sys.stderr.write(f"{file} was not renewed for {age:.0f} s\n")
    return 1


def redis_url() -> str:
    """The address from REDIS_URL, or from the file that REDIS_URL_FILE names."""
    if path := os.environ.get("REDIS_URL_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ["REDIS_URL"]


if __name__ == "__main__":
    sys.exit(main())
