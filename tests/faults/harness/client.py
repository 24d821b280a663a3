"""A client as people's browsers are: it asks over HTTP, tries again with the same key, and tells the ledger."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests

from shared.access.sessions import csrf_token
from tests.faults.harness.scene import CHANNELS, Scene
from tests.faults.harness.settings_of import SECRET

SECONDS = 10.0


@dataclass(frozen=True)
class Answer:
    """What the client saw; status 0 is no answer at all."""

    status: int
    body: Any
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether the server said that it was done."""
        return 200 <= self.status < 300


class Client:
    """One person's program. Not for several threads at once."""

    def __init__(self, scene: Scene, *, numbers: itertools.count[int] | None = None, session: str = "") -> None:
        session = session or scene.session
        self._scene = scene
        self._numbers = numbers or itertools.count(1)
        self._base = f"http://127.0.0.1:{scene.port}/api/v1"
        self._http = requests.Session()
        self._http.cookies.set("session", session)
        self._http.headers["X-CSRF-Token"] = csrf_token(SECRET, session)
        self.answers: list[Answer] = []

    def next_tag(self) -> str:
        """A name for an event that no other has."""
        return f"evt-{next(self._numbers):06d}"

    def start_application(self, tag: str | None = None, *, until: float = 30.0) -> Any:
        """Begins an application whose title is the tag; tries again with the same key until it hears a yes.

        The body of the answer, or None when none came in `until` seconds.
        """
        tag = tag or self.next_tag()
        event = f"{tag}/started"
        self._scene.journal.ask(event, list(self._scene.team), list(CHANNELS))
        answer = self.insist("POST", "/applications", body_for(tag), event, until=until)
        if answer is None:
            return None
        self._scene.journal.names(answer.body["id"], tag)
        return answer.body

    def give_up(self, application: Any, event: str) -> None:
        """Stops an application, and with it the reminder that is planned as `event`."""
        path = f"/applications/{application['id']}/first-contacts"
        body = {"answer": "unknown", "outcome": "stop", "spokenOn": datetime.now(UTC).date().isoformat()}
        self._scene.journal.saw("CLOSING", event)
        end, version = time.monotonic() + 30.0, application["version"]
        while time.monotonic() < end:
            answer = self.ask("POST", path, body, key=f"{event}-stopped", version=version)
            if answer.ok:
                self._scene.journal.saw("CLOSED", event)
                return
            if answer.status == 412:
                version += 1  # what the clock did meanwhile counts as a change too
            time.sleep(0.05)
        raise AssertionError(f"could not be stopped: {self.answers[-1]}")

    def upload(self, name: str, content: bytes, *, until: float = 30.0) -> Answer | None:
        """Keeps a document of the place; tries again with the same key until it hears a yes."""
        end = time.monotonic() + until
        while time.monotonic() < end:
            if (answer := self.upload_once(name, content)).ok:
                return answer
            time.sleep(0.05)
        return None

    def upload_once(self, name: str, content: bytes) -> Answer:
        """One try to keep a document."""
        url = f"{self._base}/places/{self._scene.place}/documents"
        file = (name, content, "application/pdf")
        return self._send("POST", url, files={"file": file}, data={"kind": "other"}, key=name)

    def insist(
        self, method: str, path: str, body: Any, event: str, *, until: float = 30.0, done: str = "ACK"
    ) -> Answer | None:
        """Asks until the answer is a yes; what stays without an answer is INDET in the ledger."""
        end = time.monotonic() + until
        while True:
            answer = self.ask(method, path, body, key=event)
            if answer.ok:
                self._scene.journal.saw(done, event)
                return answer
            if answer.status == 0 or answer.status >= 500:
                self._scene.journal.saw("INDET", event)
            if time.monotonic() > end:
                return None
            time.sleep(0.05)

    def ask(self, method: str, path: str, body: Any, *, key: str, version: int | None = None) -> Answer:
        """One try."""
        return self._send(method, f"{self._base}{path}", json=body, key=key, version=version)

    def _send(self, method: str, url: str, *, key: str, version: int | None = None, **content: Any) -> Answer:
        headers = {"Idempotency-Key": key}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        start = time.monotonic()
        try:
            got = self._http.request(method, url, headers=headers, timeout=SECONDS, **content)
            answer = Answer(got.status_code, _json(got), time.monotonic() - start)
        except requests.RequestException:
            answer = Answer(0, None, time.monotonic() - start)
        self.answers.append(answer)
        return answer


def body_for(tag: str) -> dict[str, str]:
    """What begins an application of that name."""
    return {"needId": tag, "sourceId": "fonds"}


def _json(got: requests.Response) -> Any:
    try:
        return got.json()
    except ValueError:
        return None
