"""Names of the queues. A worker listens to exactly one of them."""

from __future__ import annotations

from enum import StrEnum


class Queue(StrEnum):
    """One queue of work; the value is its name in Redis and on the command line."""

    NOTIFY = "notify"
    MATCHER = "matcher"
    TRACKER = "tracker"
    HEAVY = "heavy"


ALLOWED_JOBS = frozenset(
    {"shared.notifier.jobs.take_intent", "shared.notifier.jobs.take_waiting", "shared.notifier.jobs.deliver"}
)
"""Dotted names of the functions that a worker may run. Anything else that appears in Redis is refused."""
