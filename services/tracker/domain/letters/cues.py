"""One way to write down the words that a rule looks for."""

from __future__ import annotations

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """A pattern that finds any of these, in capitals or not. Gaps in a pattern have an end, so that none runs long."""
    return re.compile("|".join(patterns), re.IGNORECASE)
