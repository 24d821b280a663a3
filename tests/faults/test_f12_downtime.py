"""F12: everything is off for days, over the dates of reminders. On start each is told once, or says why not."""

from __future__ import annotations

import pytest

from tests.faults.harness import clock
from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.scene import CHANNELS, Scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
DAY = 86_400.0
# The closing is seventy days ahead; its first reminder is due six weeks before, on day 28 or a working day earlier.
BEFORE, AFTER = 24, 30
# More than five for one person, so that the mails become one digest.
APPLICATIONS = 7
# Moments of the product's clock and of the machine's are days apart here: how late is not looked at.
LIMITS = Limits(late_after=365 * DAY)


@pytest.mark.parametrize("days_off", [AFTER - BEFORE, AFTER], ids=["days", "a month"])
def test_each_reminder_is_told_once_after_a_pause(make_long_scene, days_off):
    scene = make_long_scene()
    tags = _begin(scene)
    if days_off < AFTER:
        clock.step(scene.clock_file, BEFORE * DAY)
        _run(scene)
        assert _reminders(scene, "done") == 0
    for tag in tags:
        scene.journal.ask(f"{tag}/reminder", list(scene.team), list(CHANNELS))
        scene.journal.saw("ACK", f"{tag}/reminder")
    for day in (AFTER, AFTER + 1):
        clock.step(scene.clock_file, day * DAY)
        _run(scene)
        assert _reminders(scene, "done") == APPLICATIONS
    scene.verdict("F12 downtime", limits=LIMITS, note=f"{days_off} days off, {APPLICATIONS} reminders each")
    mails = scene.rows("notifier", "SELECT count(*) FROM delivery WHERE kind = 'digest' AND channel = 'mail'")
    assert mails[0][0] >= len(scene.team)


def test_what_is_of_no_use_any_more_says_so_and_is_not_told(make_sqlite_scene):
    scene = make_sqlite_scene()
    _begin(scene)
    clock.step(scene.clock_file, 75 * DAY)
    _run(scene)
    assert _reminders(scene, "planned") == _reminders(scene, "done") == 0
    unsaid = "SELECT count(*) FROM reminder WHERE state = 'expired' AND reason IS NULL"
    assert scene.rows("tracker", unsaid) == [(0,)]
    scene.verdict("F12 too late to be of use", limits=LIMITS)


def _begin(scene: Scene) -> list[str]:
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    client = Client(scene)
    tags = [client.start_application()["title"] for _ in range(APPLICATIONS)]
    scene.settle()
    scene.stop_all()
    return tags


def _run(scene: Scene) -> None:
    """Starts everything, waits until what is due was looked at and nothing waits any more, and stops it again."""
    for role in ("worker", "ticker"):
        scene.keep(role)
    scene.wait(lambda: _nothing_due(scene), "the reminders")
    scene.settle()
    scene.stop_all()


def _nothing_due(scene: Scene) -> bool:
    now = scene.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    due = f"SELECT count(*) FROM reminder WHERE state = 'planned' AND due_at <= '{now}'"
    return scene.rows("tracker", due) == [(0,)]


def _reminders(scene: Scene, state: str) -> int:
    count = f"SELECT count(*) FROM reminder WHERE state = '{state}'"
    return int(scene.rows("tracker", count)[0][0])
