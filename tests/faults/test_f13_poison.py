"""F13: messages and jobs that nobody can make end where a person sees them, and hold up nobody else."""

from __future__ import annotations

import json

import pytest
from rq import Queue

from tests.faults.harness.client import Client, body_for
from tests.faults.harness.dying import POISON
from tests.faults.harness.scene import Scene

REASONS = {"endless": "making_took_too_long", "hungry": "making_took_too_much_memory"}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_a_message_on_which_every_worker_dies_is_given_up_after_five(make_long_scene):
    scene = make_long_scene()
    web = scene.keep("web")
    workers = scene.keep("worker", dies="poison")
    scene.keep("ticker")
    client = Client(scene)
    tags = [client.start_application()["title"] for _ in range(2)]
    assert client.ask("POST", "/applications", body_for(POISON), key=POISON).ok
    tags.append(client.start_application()["title"])
    assert web.child.alive and len(tags) == 3
    well = "SELECT count(*) FROM delivery WHERE state IN ('sent', 'delivered')"
    scene.wait(lambda: scene.rows("notifier", well) == [(18,)], "the other messages", 60)
    # Its six deliveries lose five workers each, one after the other; the first shows how each ends.
    scene.wait(lambda: _dead(scene) >= 1, "the poison to be given up", 120)
    attempts = "SELECT min(attempts), max(attempts) FROM delivery WHERE state = 'dead'"
    assert scene.rows("notifier", attempts) == [(5, 5)]
    assert workers.starts >= 5
    scene.verdict(
        "F13 poison", note=lambda found: f"{workers.starts} workers; others waited {found.worst_late} s at most"
    )


@pytest.mark.parametrize("how", ["endless", "hungry"])
def test_a_message_that_never_ends_or_eats_all_memory_is_given_up_after_five(make_long_scene, how):
    scene = make_long_scene(team=("anna",))
    scene.keep("web")
    workers = scene.keep("worker", dies=how)
    scene.keep("ticker")
    client = Client(scene)
    assert client.start_application()
    assert client.ask("POST", "/applications", body_for(POISON), key=POISON).ok
    for _ in range(3):
        assert client.start_application()
    scene.wait(lambda: _dead(scene) == 2, "the poison to be given up", 150)
    ended = "SELECT DISTINCT attempts, reason FROM delivery WHERE state = 'dead'"
    assert scene.rows("notifier", ended) == [(5, REASONS[how])]
    assert workers.starts == 1  # it took no worker with it
    scene.settle()
    found = scene.verdict(
        f"F13 poison {how}",
        note=lambda found: f"dead after five tries, the worker lived on; others waited {found.worst_late} s at most",
    )
    assert (found.expected, found.delivered) == (8, 8)


def _dead(scene: Scene) -> int:
    return int(scene.rows("notifier", "SELECT count(*) FROM delivery WHERE state = 'dead'")[0][0])


def test_jobs_that_nobody_can_read_stop_no_worker(make_long_scene):
    scene = make_long_scene()
    scene.keep("web")
    with scene.redis.client() as redis:
        redis.lpush("rq:queue:notify", "no-such-job", b"\xff\x00\xfe")
        redis.hset("rq:job:strange", mapping={"data": b"\x80not json", "status": "queued", "origin": "notify"})
        redis.lpush("rq:queue:notify", "strange")
        queue = Queue("notify", connection=redis, serializer="json")
        queue.enqueue("os.system", "true")
        queue.enqueue("shared.notifier.jobs.deliver", 7, {"not": "an id"})
    worker = scene.keep("worker")
    scene.keep("ticker")
    assert Client(scene).start_application()
    scene.settle()
    assert worker.child.alive
    scene.verdict("F13 unreadable jobs", note=f"{worker.starts} workers")


def test_an_event_of_a_newer_program_is_parked_and_taken_when_it_can_be_read(make_long_scene):
    scene = make_long_scene()
    web = scene.keep("web")
    made = Client(scene).start_application()
    web.stop()
    scene.redis.empty()
    assert scene.change("tracker", "UPDATE outbox_intent SET version = 99") == 1
    for role in ("worker", "ticker"):
        scene.keep(role)
    scene.wait(lambda: _states(scene) == [("parked",)], "the event to be parked")
    assert scene.rows("notifier", "SELECT count(*) FROM delivery") == [(0,)]
    # What the newer program does when it starts: it reads what was parked.
    scene.change("tracker", "UPDATE outbox_intent SET version = 1, state = 'open'")
    scene.settle()
    scene.verdict("F14 unknown version", note=json.dumps(made["title"]))


def _states(scene: Scene) -> list[tuple[str, ...]]:
    return scene.rows("tracker", "SELECT state FROM outbox_intent")
