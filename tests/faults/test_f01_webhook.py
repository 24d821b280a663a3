"""F1, continued: a worker dies around a webhook. The receiver gets it once, or twice under the same id."""

from __future__ import annotations

import signal
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from shared.kernel.ids import new_id
from shared.notifier.preferences.topics import Topic
from shared.notifier.tables import endpoint
from shared.plumbing.database import Database
from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.scene import Scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
RECEIVER = "system-of-the-place"
MAY_LEAVE_TWICE = {"after_call", "after_send"}


@pytest.mark.parametrize("point", ["before_call", "after_call", "after_send"])
def test_a_worker_dies_around_a_webhook(make_long_scene, point):
    scene = make_long_scene()
    add_endpoint(scene)
    victim = scene.start("worker", crash_at=point)
    scene.keep("web")
    tag = "evt-000001"
    scene.journal.ask(f"{tag}/started", [RECEIVER], ["webhook"])
    assert Client(scene).start_application(tag)
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("worker")
    scene.keep("ticker")
    scene.settle()
    # At `after_send` it may be a mail on which the worker died: one extra copy of one message, whichever.
    limits = Limits(wire_double=int(point in MAY_LEAVE_TWICE))
    assert scene.verdict(f"F1 webhook {point}", limits=limits).expected == 7


def add_endpoint(scene: Scene) -> None:
    """A system that wants to hear everything about applications of the place."""
    now, database = datetime.now(UTC), Database(scene.urls["notifier"])
    values = {
        "id": new_id(),
        "organisation_id": scene.place,
        "url": f"http://127.0.0.1:{scene.hook_port}/{RECEIVER}",
        "description": "Proof",
        "topics": [Topic.APPLICATIONS.value],
        "places": [],
        "salt": "00" * 32,
        "failures": 0,
        "created_by": new_id(),
        "created_at": now,
        "changed_at": now,
        "version": 1,
    }
    with database.transaction() as connection:
        connection.execute(sa.insert(endpoint).values(**values))
    database.dispose()
