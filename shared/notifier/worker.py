"""A worker process: one queue, jobs of the list only, ended cleanly by SIGTERM."""

from __future__ import annotations

from redis import Redis
from rq import Queue, SimpleWorker, Worker
from rq.worker import BaseWorker

from shared.contracts.queues import Queue as QueueName
from shared.notifier.door import Notifier
from shared.notifier.holds.restoring import look_for_restore
from shared.notifier.making import bound_memory
from shared.notifier.runtime import set_runtime
from shared.outbox import faults
from shared.outbox.known_job import KnownJob
from shared.outbox.queueing import SERIALIZER
from shared.plumbing.reach import as_system
from shared.plumbing.settings import Settings, SettingsError

WORKER_TTL = 30
MAINTENANCE_SECONDS = 15
MONITORING_SECONDS = 5
# RQ waits twice as long after every failed try, up to a minute; nobody should wait that long for a Redis that is back.
LONGEST_PAUSE = 2.0


def run_worker(queue: QueueName, settings: Settings, notifier: Notifier) -> None:
    """Works on one queue until SIGTERM; a running job is finished first.

    Returns or raises when Redis goes away: whoever started the process starts it again. Raises SettingsError without a
    queue to work on.
    """
    faults.refuse_in_production(settings)
    if settings.redis_url is None:
        raise SettingsError("REDIS_URL is not set: a worker needs its queue.")
    with as_system("start"):
        look_for_restore(notifier.context)
    set_runtime(notifier)
    if queue is QueueName.NOTIFY:  # the others have a process per job
        bound_memory()
    make_worker(queue, settings.redis_url).work(logging_level="WARNING", with_scheduler=False)


def make_worker(queue: QueueName, redis_url: str) -> BaseWorker:
    """The worker for a queue. One queue each: only then is a job moved, and never popped into nothing."""
    connection = Redis.from_url(redis_url)
    waiting = Queue(queue.value, connection=connection, job_class=KnownJob, serializer=SERIALIZER)
    worker = _kind_of_worker(queue)(
        [waiting],
        connection=connection,
        job_class=KnownJob,
        serializer=SERIALIZER,
        worker_ttl=WORKER_TTL,
        maintenance_interval=MAINTENANCE_SECONDS,
        job_monitoring_interval=MONITORING_SECONDS,
        log_job_description=False,
    )
    worker.max_connection_wait_time = LONGEST_PAUSE
    return worker


def _kind_of_worker(queue: QueueName) -> type[BaseWorker]:
    # A message is quick and ours: a process and a new database connection for each would cost more than the work. The
    # others may run long or eat memory, and get a process per job.
    return SimpleWorker if queue is QueueName.NOTIFY else Worker
