"""F1: a process dies at a named point, is started again, and everybody hears of everything once.

Only where a message may have left the machine already may a second copy with the same Message-ID follow.
"""

from __future__ import annotations

import signal
import threading

import pytest

from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.reminding import remind_soon

pytestmark = pytest.mark.slow

WEB = ("before_write", "before_intent", "after_intent", "after_commit", "after_offer")
WORKER = ("after_pop", "after_claim", "before_connect", "after_rcpt", "after_dot", "after_send", "after_mark")
TAKING = ("after_take",)
SWEEPER = ("after_due_read", "between_offers", "after_sweep")
REMINDERS = ("reminder_closed", "reminder_told")
MAY_LEAVE_TWICE = {"after_dot", "after_send"}


@pytest.mark.parametrize("point", WEB)
def test_the_pages_die(make_long_scene, point):
    scene = make_long_scene()
    victim = scene.start("web", crash_at=point)
    client = Client(scene)
    asking = threading.Thread(target=client.start_application)
    asking.start()
    assert victim.wait(30) == -signal.SIGKILL
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    asking.join(60)
    scene.settle()
    scene.verdict(f"F1 web {point}")


@pytest.mark.parametrize("point", WORKER + TAKING)
def test_a_worker_dies(make_long_scene, point):
    scene = make_long_scene()
    victim = scene.start("worker", crash_at=point)
    scene.keep("web")
    Client(scene).start_application()
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("worker")
    scene.keep("ticker")
    scene.settle()
    limits = Limits(wire_double=int(point in MAY_LEAVE_TWICE))
    assert scene.verdict(f"F1 worker {point}", limits=limits).expected == 6


@pytest.mark.parametrize("point", SWEEPER)
def test_the_sweeper_dies(make_long_scene, point):
    scene = make_long_scene()
    web = scene.keep("web")
    Client(scene).start_application()
    scene.redis.empty()
    web.stop()
    victim = scene.start("ticker", crash_at=point)
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("worker")
    scene.keep("ticker")
    scene.settle()
    scene.verdict(f"F1 sweeper {point}")


@pytest.mark.parametrize("point", REMINDERS)
def test_the_maker_of_reminders_dies(make_long_scene, point):
    scene = make_long_scene()
    scene.keep("web")
    scene.keep("worker")
    body = Client(scene).start_application()
    victim = scene.start("reminders", crash_at=point)
    remind_soon(scene, body)
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("ticker")
    scene.wait(lambda: scene.rows("tracker", "SELECT 1 FROM reminder WHERE state = 'done'") != [], "the reminder")
    scene.settle()
    assert scene.verdict(f"F1 reminders {point}").expected == 12
