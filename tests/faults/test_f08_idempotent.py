"""F8: one form sent a thousand times at once, while the pages are killed, is one application and one word to all."""

from __future__ import annotations

import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.client import Answer, Client, body_for
from tests.faults.harness.scene import CHANNELS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
TIMES = 1000 if long_run() else 120
CONNECTIONS = 50 if long_run() else 16
TAG, OTHER, KEY = "evt-000001", "evt-000002", "the one key"


def test_a_thousand_times_the_same_is_once(make_scene):
    scene = make_scene()
    web = scene.keep("web")
    scene.keep("worker")
    scene.keep("ticker")
    scene.wait(scene.answers, "the pages")
    scene.journal.ask(f"{TAG}/started", list(scene.team), list(CHANNELS))
    clients = [Client(scene) for _ in range(CONNECTIONS)]
    # The first one settles whose key it is; from then on another body is another request.
    assert clients[0].insist("POST", "/applications", body_for(TAG), KEY) is not None
    scene.journal.saw("ACK", f"{TAG}/started")
    turns = itertools.cycle(range(CONNECTIONS))

    def send(number: int) -> Answer:
        # Every tenth is another wish under the same key; in the middle the pages die.
        if number == TIMES // 2:
            web.child.kill()
        tag = OTHER if number % 10 == 9 else TAG
        return clients[next(turns)].ask("POST", "/applications", body_for(tag), key=KEY)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(send, range(TIMES)))
    same = Counter(answer.status for number, answer in enumerate(answers) if number % 10 != 9)
    other = Counter(answer.status for number, answer in enumerate(answers) if number % 10 == 9)
    assert set(same) <= {0, 201, 409} and same[201] > 0, same
    assert set(other) <= {0, 422} and other[422] > 0, other
    assert len({answer.body["id"] for answer in answers if answer.status == 201}) == 1
    # The same key of somebody else is another key.
    stranger = Client(scene, session=scene.stranger)
    scene.wait(scene.answers, "the pages")
    assert stranger.ask("POST", "/applications", body_for("evt-000003"), key=KEY).status == 201
    scene.journal.ask("evt-000003/started", ["otto"], list(CHANNELS))
    scene.journal.saw("ACK", "evt-000003/started")
    assert scene.rows("tracker", "SELECT count(*) FROM application") == [(2,)]
    scene.settle()
    scene.verdict("F8 idempotent", note=f"{TIMES} times over {CONNECTIONS} connections: {dict(same)} {dict(other)}")
