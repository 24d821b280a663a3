"""On pairs of our own, among made-up sources, the words find at least 1.6 times what stems alone find."""

from __future__ import annotations

import pytest

from tests.quality.text import measure


def test_the_pairs_are_sound():
    pairs = measure.read_pairs()
    assert len(pairs["sources"]) >= 30 and len(pairs["needs"]) >= 30
    for need in pairs["needs"]:
        assert set(need["grades"]) <= set(pairs["sources"])
        assert max(need["grades"].values()) == 3 and min(need["grades"].values()) >= 1


def test_better_than_stems(monkeypatch: pytest.MonkeyPatch):
    """A third of the made-up sources of `make quality`, to spare time."""
    monkeypatch.setattr(measure, "METHODS", ("stems", "ours"))
    monkeypatch.setattr(measure, "DISTRACTORS", 1_000)
    figures = measure.measure()
    assert figures["stems"].ndcg5 > 0.1
    assert figures["ours"].ndcg5 >= 1.6 * figures["stems"].ndcg5
