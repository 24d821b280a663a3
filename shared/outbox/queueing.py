"""The queue behind the outbox: how we speak to Redis, and what a job of ours looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    # Redis and RQ are loaded when the first job is offered: a start of the pages should not wait for them.
    from redis import Redis
    from rq import Queue
    from rq.queue import EnqueueData

TAKE_INTENT = "shared.notifier.jobs.take_intent"
TAKE_WAITING = "shared.notifier.jobs.take_waiting"
DELIVER = "shared.notifier.jobs.deliver"

SERIALIZER = "json"
JOB_TIMEOUT = 60
RESULT_TTL = 60
# For looking at; what a failed job was about is still due in the database.
FAILURE_TTL = 24 * 3600

# A web request that meets a dead Redis waits for one connect or one answer, never for both to be tried again.
IMPATIENT_SECONDS = 0.25


def impatient_client(redis_url: str) -> Redis:
    """A client for places where people wait: gives up after a quarter of a second and never tries twice."""
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        redis_url,
        socket_timeout=IMPATIENT_SECONDS,
        socket_connect_timeout=IMPATIENT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def queue_of(client: Redis, name: str) -> Queue:
    """The queue of that name. Only JSON: whoever can write to Redis must not be able to run code here."""
    from rq import Queue

    return Queue(name, connection=client, serializer=SERIALIZER)


def enqueue(queue: Queue, function: str, arguments: Iterable[Sequence[str]], *, first: bool = False) -> int:
    """Puts one job per tuple of ids in the queue, before all others when `first`, in a single round trip; how many.

    `Retry` lets RQ run a job again that died with its worker; every job of ours may run twice without harm.
    """
    jobs = [_job(function, ids, first=first) for ids in arguments]
    if jobs:
        queue.enqueue_many(jobs)
    return len(jobs)


def share(queue: Queue, sender: str, intent_ids: Sequence[str]) -> int:
    """Lays intents with those of this sender that wait already, with a job that takes what lies there; how many.

    One round trip. Who comes first takes many of them in one go, and the jobs that come after find less or nothing.
    """
    with queue.connection.pipeline() as both:
        both.rpush(_waiting(sender), *intent_ids)
        queue.enqueue_many([_job(TAKE_WAITING, [sender], first=False)], pipeline=both)
        both.execute()
    return len(intent_ids)


def pick_up(queue: Queue, sender: str, most: int) -> list[str]:
    """The intents of this sender that have waited longest, at most so many. Nobody else gets the same ones.

    They are in Redis no more: when their worker dies, the ticker finds them in the outbox as it finds all that is due.
    """
    found = cast("list[bytes] | None", queue.connection.lpop(_waiting(sender), most))
    return [one.decode(errors="replace") for one in found or []]


def _waiting(sender: str) -> str:
    # Below RQ's own prefix: what serves the pages may write nothing else in Redis.
    return f"rq:waiting:{sender}"


def _job(function: str, ids: Sequence[str], *, first: bool) -> EnqueueData:
    from rq import Queue, Retry

    return Queue.prepare_data(
        function,
        args=list(ids),
        timeout=JOB_TIMEOUT,
        result_ttl=RESULT_TTL,
        failure_ttl=FAILURE_TTL,
        retry=Retry(max=2),
        at_front=first,
    )
