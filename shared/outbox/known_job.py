"""The only kind of job that our workers run: a function on the list, called with ids, and nothing around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from rq.job import Job

from shared.contracts.queues import ALLOWED_JOBS

log = structlog.get_logger(__name__)


class RefusedJob(Exception):
    """Something in Redis asked for a function that is not on the list, or wanted more than to run one."""


class KnownJob(Job):
    """A job that imports nothing that was named in Redis.

    RQ would import any dotted name it finds, also as callback, and would call any address it finds as webhook.
    """

    def restore(self, raw_data: Any) -> Any:
        """Reads the job; callbacks and webhooks are dropped before anything can act on them."""
        super().restore(raw_data)
        extras = (self._success_callback_name, self._failure_callback_name, self._stopped_callback_name, self.webhooks)
        self._has_extras = any(extras)
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self.webhooks = []

    @property
    def func(self) -> Callable[..., Any]:
        """The function to run; raises RefusedJob for any that is not on the list."""
        known = self.func_name in ALLOWED_JOBS and self.instance is None
        if not known or getattr(self, "_has_extras", False) or not self._takes_ids():
            log.error("job_refused", job_id=self.id)
            raise RefusedJob("this job is not on the list")
        function: Callable[..., Any] = super().func
        return function

    def _takes_ids(self) -> bool:
        return not self.kwargs and all(isinstance(argument, str) for argument in self.args)
