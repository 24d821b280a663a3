"""What holds for one message to one person by one channel at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.notifier.states import Event


@dataclass(frozen=True)
class Go:
    """It may go out now."""


@dataclass(frozen=True)
class Wait:
    """It may not go out before `until`; `reason` is a code that is shown in words."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class Gather:
    """It goes out at `until`, in one message with all others of the same `batch`."""

    until: datetime
    batch: str


@dataclass(frozen=True)
class Stop:
    """It does not go out: the step of the table, and a reason code that is shown in words."""

    event: Event
    reason: str


Verdict = Go | Wait | Gather | Stop
GO = Go()
