"""One running suite for the journeys of this folder; starting it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import processes
from tests.support.suite import RunningSuite, running_suite


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    """The whole suite in demo mode, as `make run` starts it."""
    folder = tmp_path_factory.mktemp("suite")
    with running_suite(folder / "data", processes.free_port(), folder / "suite.log") as running:
        yield running
