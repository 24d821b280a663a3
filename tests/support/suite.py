"""The whole suite as a user starts it: `steunstromen up --demo` as real processes on a port of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import requests

from tests.support import processes
from tests.support.source import ROOT

START_SECONDS = 90
SECONDS = 60


@dataclass
class RunningSuite:
    """Address, process, log and data of a running suite."""

    base: str
    process: subprocess.Popen[bytes]
    log: Path
    data_dir: Path

    def demo_link(self, name: str) -> str:
        """The printed sign-in link of an example person."""
        found = re.search(rf"{re.escape(name)}.*?(http://\S+)", self.log.read_text())
        assert found, self.log.read_text()
        return found[1]

    def children(self) -> dict[int, str]:
        """Process ids of the suite's own processes with their command lines."""
        listing = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        rows = [line.strip().split(None, 1) for line in listing.stdout.splitlines()]
        return {int(pid): args for pid, args in rows}


@contextmanager
def running_suite(data_dir: Path, port: int, log: Path) -> Iterator[RunningSuite]:
    """Starts the suite and waits until it printed its links; ends it afterwards."""
    process = processes.start(
        [sys.executable, "-m", "services.cli", "up", "--demo", "--port", port, "--data-dir", data_dir],
        log=log,
        env=processes_environment(),
        cwd=ROOT,
    )
    try:
        processes.wait_until(
            lambda: "Stop with Ctrl-C" in log.read_text(),
            what="the suite",
            seconds=START_SECONDS,
            process=process,
            log=log,
        )
        yield RunningSuite(f"http://127.0.0.1:{port}", process, log, data_dir)
    finally:
        processes.stop(process)


def processes_environment() -> dict[str, str]:
    """The environment without settings that would lead the suite elsewhere."""
    import os

    ours = ("PORT", "DATA_DIR", "HOST", "REDIS_URL", "SMTP_URL")
    return {name: value for name, value in os.environ.items() if name not in ours}


class Caller:
    """A program that walks the JSON API as curl would: one cookie jar, the CSRF header, keys and versions."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.session = requests.Session()
        self.csrf = ""
        self.keys = 0

    def sign_in(self, email: str) -> dict[str, Any]:
        """Asks for a code, reads it from the demo's mailbox and signs in."""
        asked = self.session.post(f"{self.base}/api/v1/sign-in-requests", json={"email": email})
        assert asked.status_code == 202, asked.text
        request_id = asked.json()["requestId"]
        body = {"requestId": request_id, "code": self._code_from_mailbox(request_id)}
        answer = self.session.post(f"{self.base}/api/v1/sessions", json=body)
        assert answer.status_code == 201, answer.text
        self.csrf = answer.json()["csrfToken"]
        person: dict[str, Any] = answer.json()["person"]
        return person

    def get(self, path: str, **query: Any) -> requests.Response:
        """Reads."""
        return self.session.get(f"{self.base}{path}", params=query)

    def post(
        self, path: str, body: dict[str, Any] | None = None, *, tag: str | None = None, key: str | None = None
    ) -> requests.Response:
        """Writes, with a fresh key unless one is given."""
        self.keys += 1
        headers = {"X-CSRF-Token": self.csrf, "Idempotency-Key": key or f"test-{self.keys}"}
        if tag:
            headers["If-Match"] = tag
        return self.session.post(f"{self.base}{path}", json=body, headers=headers)

    def _code_from_mailbox(self, request_id: str) -> str:
        limit = time.monotonic() + SECONDS
        while time.monotonic() < limit:
            listing = requests.get(f"{self.base}/mailbox").text
            for path in re.findall(r'href="(/mailbox/[0-9a-f-]{36})"', listing):
                mail = unescape(requests.get(f"{self.base}{path}").text)
                code = re.search(r"\b(\d{8})\b", mail)
                if request_id in mail and code:
                    return code[1]
            time.sleep(0.1)
        raise AssertionError("no mail with a code came")
