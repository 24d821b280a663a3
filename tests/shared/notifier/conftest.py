"""A notifier over real databases with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.kernel.clock import SetClock
from shared.notifier.door import Notifier
from shared.outbox.relay import NoRelay
from tests.faults import stage as stages


@pytest.fixture
def clock() -> SetClock:
    return SetClock(stages.NOW)


@pytest.fixture
def stage(make_database: Callable[[str], str], tmp_path: Path, clock: SetClock) -> Iterator[Notifier]:
    settings = stages.make_settings(tmp_path, stages.make_urls(make_database))
    notifier = stages.open_stage(settings, clock=clock, relay=NoRelay(), direct_after=0)
    yield notifier
    stages.close(notifier)


@pytest.fixture
def sqlite_stage(make_sqlite: Callable[[str], str], tmp_path: Path, clock: SetClock) -> Iterator[Notifier]:
    """For rules that do not depend on the database."""
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite))
    notifier = stages.open_stage(settings, clock=clock, relay=NoRelay(), direct_after=0)
    yield notifier
    stages.close(notifier)
