"""F11: many workers, two tickers and two makers of reminders over the same rows; two people change the same thing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.client import Client
from tests.faults.harness.reminding import moment
from tests.faults.harness.scene import CHANNELS, Scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
# Three people and two channels: two thousand deliveries, and thirty-six in the short version.
APPLICATIONS = 334 if long_run() else 6
WORKERS, TICKERS, MAKERS = (8, 2, 2) if long_run() else (3, 2, 2)


def test_many_hands_make_every_delivery_once(make_scene):
    scene = make_scene()
    scene.keep("web")
    client = Client(scene)
    tags = [client.start_application()["title"] for _ in range(APPLICATIONS)]
    due = datetime.now(UTC)
    for tag in tags:
        scene.journal.ask(f"{tag}/reminder", list(scene.team), list(CHANNELS), due.timestamp())
    first = (
        "SELECT min(r.due_at) FROM reminder r WHERE r.application_id = reminder.application_id AND state = 'planned'"
    )
    moved = f"UPDATE reminder SET due_at = '{moment(due)}' WHERE state = 'planned' AND due_at = ({first})"
    assert scene.change("tracker", moved) == APPLICATIONS
    for tag in tags:
        scene.journal.saw("ACK", f"{tag}/reminder")
    for role in ("worker",) * WORKERS + ("ticker",) * TICKERS + ("reminders",) * MAKERS:
        scene.keep(role)
    scene.wait(lambda: _told(scene) == APPLICATIONS, "the reminders", 120)
    scene.settle(240)
    found = scene.verdict("F11 races", note=f"{WORKERS} workers, {TICKERS} tickers, {MAKERS} makers of reminders")
    assert found.expected == APPLICATIONS * 12


def _told(scene: Scene) -> int:
    return int(scene.rows("tracker", "SELECT count(*) FROM reminder WHERE state = 'done'")[0][0])


def test_of_two_people_who_change_the_same_thing_one_is_told(make_long_scene):
    scene = make_long_scene()
    scene.keep("web")
    made = Client(scene).start_application()
    path = f"/applications/{made['id']}/closing-dates"
    days = [(datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (80, 90)]

    def move(day: str) -> int:
        body = {"date": day, "basis": "unstated", "sure": True}
        return Client(scene).ask("POST", path, body, key=day, version=made["version"]).status

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(move, days))
    assert statuses[0] in (200, 201) and statuses[1] in (409, 412), statuses
    versions = scene.rows("tracker", "SELECT version, state FROM deadline WHERE kind = 'closing' ORDER BY version")
    assert [version for version, _ in versions] == [1, 2]
