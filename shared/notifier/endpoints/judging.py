"""What an answer means: for the message, for the next try, and for the endpoint itself. Rules without any storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.notifier.channels.base import Outcome, Result
from shared.notifier.endpoints.model import Endpoint, OffReason
from shared.notifier.waits import MOST_ASKED_FOR, Waits

WEBHOOK_WAITS = Waits(
    # Eight tries, then it is given up until somebody presses the button.
    steps=(
        timedelta(seconds=5),
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=5),
        timedelta(hours=10),
    ),
    then_every=None,
    longest_age=timedelta(days=5),
)
PAUSES = WEBHOOK_WAITS.steps[:4]
"""How long all messages of an endpoint wait after its first failure in a row, its second, and so on."""

FAILING_TOO_LONG = timedelta(days=5)
GONE = 410
OVERLOADED = frozenset({429, 502, 504})
SLOW_DOWN = timedelta(minutes=1)


@dataclass(frozen=True)
class Reply:
    """What came back of one call. `status` is None when nothing did; `problem` then says why, as a code.

    `text` is the start of the answer, cleaned; `retry_after` the wait that the receiver asked for.
    """

    status: int | None
    milliseconds: int
    problem: str | None = None
    text: str = ""
    retry_after: timedelta | None = None

    @property
    def accepted(self) -> bool:
        """Whether the receiver took it: only an answer from 200 to 299 says so."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def wait(self) -> timedelta | None:
        """The shortest wait before anything more is sent, as far as the receiver says."""
        asked = min(self.retry_after, MOST_ASKED_FOR) if self.retry_after is not None else None
        if self.status in OVERLOADED:
            return max(asked or SLOW_DOWN, SLOW_DOWN)
        return asked


@dataclass(frozen=True)
class Health:
    """How an endpoint stands after a call; `off` is why it is to be switched off now, if it is."""

    failures: int = 0
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    off: OffReason | None = None


def result_of(reply: Reply) -> Result:
    """What the answer means for the message. Without an answer it is sent again: the receiver tells doubles by id."""
    if reply.accepted:
        return Result(Outcome.RECEIVED, str(reply.status))
    if reply.status == GONE:
        return Result(Outcome.FAILED_FOR_GOOD, "endpoint_gone")
    return Result(Outcome.FAILED_FOR_NOW, str(reply.status or reply.problem), reply.wait)


def health_after(endpoint: Endpoint, reply: Reply, now: datetime) -> Health:
    """How the endpoint stands after this answer."""
    if reply.accepted:
        return Health()
    failures = endpoint.failures + 1
    since = endpoint.failing_since or now
    pause = PAUSES[min(failures, len(PAUSES)) - 1]
    until = now + max(pause, reply.wait or pause)
    return Health(failures, since, until, _off(reply, now - since))


def _off(reply: Reply, failing_for: timedelta) -> OffReason | None:
    if reply.status == GONE:
        return OffReason.GONE
    return OffReason.FAILING if failing_for >= FAILING_TOO_LONG else None
