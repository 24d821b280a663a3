"""The drawing of streams: every amount has its width, and nothing falls outside."""

from __future__ import annotations

import itertools

import pytest

from shared.pages.streams import draw


def test_widths_follow_amounts():
    drawing = draw({("A", "huur"): 600_00, ("B", "huur"): 200_00, ("B", "loon"): 200_00})
    assert drawing
    first, second = drawing.givers
    assert (first.name, second.name) == ("A", "B")
    assert first.height / second.height == pytest.approx(1.5)
    assert [goal.cents for goal in drawing.goals] == [800_00, 200_00]
    assert len(drawing.streams) == 3
    assert drawing.rows[0] == ("A", "huur", 600_00)


def test_many_small_and_one_large_stay_inside():
    amounts = {(f"bron {number}", "huur"): 1_00 for number in range(20)} | {("groot", "loon"): 100_000_00}
    drawing = draw(amounts, "groot")
    assert drawing
    for ends in (drawing.givers, drawing.goals):
        tops = [(end.y, end.y + end.height) for end in ends]
        assert all(low[1] <= high[0] for low, high in itertools.pairwise(tops))
        assert tops[-1][1] <= drawing.height
    assert drawing.streams[-1].is_open


def test_nothing_gives_no_drawing():
    assert draw({}) is None
    assert draw({("A", "huur"): 0}) is None
