"""F4: a Redis that is full, read-only, slow, or holds something else under our name: people can go on writing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from redis import Redis

from tests.faults.harness.client import Client
from tests.faults.harness.scene import Scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
QUEUE = "rq:queue:notify"


def full(client: Redis) -> None:
    client.config_set("maxmemory", 1)


def read_only(client: Redis) -> None:
    client.execute_command("REPLICAOF", "127.0.0.1", "1")


def slow(client: Redis) -> None:
    client.execute_command("CLIENT", "PAUSE", "2000", "ALL")


def wrong_type(client: Redis) -> None:
    client.delete(QUEUE)
    client.set(QUEUE, "not a list")


HEALED: dict[Callable[[Redis], None], Callable[[Redis], object]] = {
    full: lambda client: client.config_set("maxmemory", 0),
    read_only: lambda client: client.execute_command("REPLICAOF", "NO", "ONE"),
    slow: lambda client: None,
    wrong_type: lambda client: None,  # nobody comes to help: it must mend itself
}


@pytest.mark.parametrize("illness", list(HEALED), ids=lambda illness: illness.__name__)
def test_an_ill_redis_costs_nobody_a_message(make_long_scene, illness):
    scene = make_long_scene()
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    client = Client(scene)
    assert client.start_application()
    with scene.redis.client() as redis:
        illness(redis)
        for _ in range(3):
            assert client.start_application()
        HEALED[illness](redis)
    assert {answer.status for answer in client.answers if answer.status} == {201}
    scene.settle(60)
    _work_goes_through_the_queue_again(scene, client)
    scene.verdict(f"F4 Redis {illness.__name__}")


def _work_goes_through_the_queue_again(scene: Scene, client: Client) -> None:
    """Within a minute a worker, and not the sweeper, takes what is offered."""
    end = time.monotonic() + 60
    while True:
        log_before = scene.log.stat().st_size
        assert client.start_application()
        scene.settle(60)
        said = scene.log.read_bytes()[log_before:].decode(errors="replace").splitlines()
        if any('"delivery_tried"' in line and '"process": "worker"' in line for line in said):
            return
        assert time.monotonic() < end, "no worker came back"
        time.sleep(1)
