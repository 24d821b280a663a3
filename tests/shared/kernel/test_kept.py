"""Answers are made once, and the one that was asked for longest ago goes first."""

from __future__ import annotations

from functools import partial

from shared.kernel.kept import Kept


def test_an_answer_is_made_once_and_the_oldest_goes() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    kept: Kept[str] = Kept(2)
    asked = ["a", "b", "a", "c", "a", "b"]
    assert [kept.get(name, partial(make, name)) for name in asked] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
