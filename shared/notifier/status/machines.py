"""What can be seen of Redis: which workers live, how much waits for them, and how far its clock is off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from redis import Redis
from redis.exceptions import RedisError
from rq import Worker

from shared.contracts.queues import Queue
from shared.outbox.queueing import impatient_client, queue_of

SILENT_SECONDS = 120


@dataclass(frozen=True)
class Machines:
    """`reached` is whether Redis answered; without it nothing else is known. `workers` and `jobs` are per queue."""

    reached: bool
    workers: Mapping[str, int] = field(default_factory=dict)
    jobs: Mapping[str, int] = field(default_factory=dict)
    skew_seconds: float | None = None


def look(redis_url: str | None) -> Machines:
    """Asks Redis, for at most about a second."""
    if not redis_url:
        return Machines(reached=False)
    client = impatient_client(redis_url)
    try:
        return _seen(client)
    except (RedisError, OSError):
        return Machines(reached=False)
    finally:
        client.close()


def _seen(client: Redis) -> Machines:
    seconds, micros = client.time()
    now = datetime.now(UTC)
    skew = (datetime.fromtimestamp(seconds + micros / 1e6, UTC) - now).total_seconds()
    workers = dict.fromkeys((queue.value for queue in Queue), 0)
    for worker in Worker.all(connection=client):
        beat = worker.last_heartbeat
        if beat is not None and (now - beat.replace(tzinfo=UTC)).total_seconds() < SILENT_SECONDS:
            for name in worker.queue_names():
                workers[name] = workers.get(name, 0) + 1
    jobs = {queue.value: queue_of(client, queue.value).count for queue in Queue}
    return Machines(reached=True, workers=workers, jobs=jobs, skew_seconds=round(skew, 3))
