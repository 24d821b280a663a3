"""Cleans up in Redis after workers that died: jobs that were started and never ended."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from redis.exceptions import RedisError
from rq import Queue
from rq.intermediate_queue import IntermediateQueue
from rq.registry import clean_registries as clean_registries_of

from shared.contracts.queues import Queue as QueueName
from shared.outbox.known_job import KnownJob
from shared.outbox.queueing import SERIALIZER, impatient_client

log = structlog.get_logger(__name__)


def clean_registries(redis_url: str, queues: Sequence[QueueName]) -> None:
    """Lets RQ run again or drop what dead workers left behind, and removes what stands in the queue's place.

    An unreachable Redis is for the next round.
    """
    client = impatient_client(redis_url)
    try:
        for name in queues:
            queue = Queue(name.value, connection=client, job_class=KnownJob, serializer=SERIALIZER)
            _drop_strange(queue)
            clean_registries_of(queue)
            _drop_stuck(queue)
    except RedisError:
        return
    finally:
        client.close()


def _drop_strange(queue: Queue) -> None:
    """Removes what is no list under the queue's name: until it is gone no worker can start."""
    if queue.connection.type(queue.key) not in (b"list", b"none"):
        log.error("queue_was_no_list", queue=queue.name)
        queue.connection.delete(queue.key)


def _drop_stuck(queue: Queue) -> None:
    """Forgets jobs that were caught between two lists; what they were about is still due in the database."""
    between = IntermediateQueue(queue.key, connection=queue.connection)
    for job_id in between.get_job_ids():
        if job_id in queue.started_job_registry or between.set_first_seen(job_id):
            continue
        if between.should_be_cleaned_up(job_id):
            between.remove(job_id)
            queue.connection.delete(KnownJob.key_for(job_id))
