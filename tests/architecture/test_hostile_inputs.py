"""Every hostile input that the product must stand up to has a test that is named after it (`test_h17_...`)."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]

MUST: frozenset[int] = frozenset({*range(1, 7), *range(9, 51), *range(60, 65), 70, 71, 79, 80, *range(82, 87)})
"""Access, sign-in, injection, network, money and misuse."""

LATER: frozenset[int] = frozenset({7, 8, *range(51, 60), *range(65, 70), *range(72, 79), 81})
"""Those of files, of the desk of a funder and of load: named when their part is there; some are there already."""


def numbers() -> set[int]:
    """The numbers that a test is named after: `test_h26_h27_...` counts for both."""
    found: set[int] = set()
    for file in TESTS.rglob("test_*.py"):
        for name in re.findall(r"def test_((?:h\d+_)+)", file.read_text(encoding="utf-8")):
            found |= {int(number) for number in re.findall(r"h(\d+)_", name)}
    return found


def test_every_hostile_input_has_a_test_named_after_it() -> None:
    assert sorted(MUST - numbers()) == []


def test_the_two_lists_are_all_there_is() -> None:
    assert not MUST & LATER
    assert set(range(1, 87)) == MUST | LATER
