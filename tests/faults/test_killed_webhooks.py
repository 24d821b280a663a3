"""A worker that dies while it calls a receiver: the message comes all the same, with the same id and bytes."""

from __future__ import annotations

import signal
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from shared.notifier.tables import delivery
from tests.faults.stage import an_intent, rows, tell
from tests.support.endpoints import an_endpoint
from tests.support.receivers import receiving

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("point", "copies"), [("before_call", 1), ("after_call", 2)])
def test_a_worker_killed_at_the_call_loses_nothing_and_a_double_can_be_told(sqlite_world, point, copies):
    with receiving() as receiver:
        an_endpoint(sqlite_world.stage, receiver.url)
        victim = sqlite_world.start("worker", crash_at=point)
        tell(sqlite_world.stage, an_intent(datetime.now(UTC)), relay=sqlite_world.stage.context.relay)
        assert victim.wait(40) == -signal.SIGKILL
        assert len(receiver.got) == copies - 1
        sqlite_world.start("worker")
        sqlite_world.start("ticker")
        sqlite_world.wait_until(lambda: state(sqlite_world) == "delivered", "the webhook", seconds=60)
        assert len(receiver.got) == copies
        assert len({body for _, _, body in receiver.got}) == len({got[1]["webhook-id"] for got in receiver.got}) == 1


def state(world):
    ((found,),) = rows(world.stage, sa.select(delivery.c.state).where(delivery.c.channel == "webhook"))
    return found
