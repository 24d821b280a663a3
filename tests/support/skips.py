"""Names at the end of a run what was not run, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest


def reasons(skipped: Iterable[pytest.TestReport]) -> Counter[str]:
    """Count skipped tests by their reason."""
    return Counter(_reason(report) for report in skipped)


def _reason(report: pytest.TestReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def summary_lines(skipped: Iterable[pytest.TestReport]) -> list[str]:
    """Give the lines to print; one line also when everything was run."""
    counted = reasons(skipped)
    if not counted:
        return ["Not run: nothing; every test could be run on this machine."]
    return [f"Not run: {count} test{'s' * (count > 1)}, because {reason}" for reason, count in counted.most_common()]
