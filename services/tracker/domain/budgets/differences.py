"""What changed between two versions of a budget, line by line, and whether that asks for the consent of funders."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from services.tracker.domain.budgets.records import Cover, Line

CONSENT_ABOVE_PERCENT = 10
"""Moving more than this part of the money between lines asks for the consent of the funder."""


class Change(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class _Item(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def amount_cents(self) -> int: ...


Item = TypeVar("Item", bound=_Item)


@dataclass(frozen=True)
class Difference:
    """One line of two versions beside each other; None where it was not there."""

    change: Change
    name: str
    before_cents: int | None
    after_cents: int | None

    @property
    def cents(self) -> int:
        """How much more or less it became."""
        return (self.after_cents or 0) - (self.before_cents or 0)


def line_differences(before: Sequence[Line], after: Sequence[Line]) -> tuple[Difference, ...]:
    """The cost lines of two versions, those of the newer one first, then what was taken out."""
    return _differences(before, after, {line.id: line.text for line in (*before, *after)}, operator.eq)


def cover_differences(before: Sequence[Cover], after: Sequence[Cover]) -> tuple[Difference, ...]:
    """The covers of two versions, as line_differences does it. That an answer came meanwhile changes no plan."""
    return _differences(before, after, {cover.id: cover.name for cover in (*before, *after)}, _same_cover)


def changed_ids(before: Sequence[Item], after: Sequence[Item]) -> dict[str, Change]:
    """What became of each line or cover that is not the same as it was, by its id."""
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    found = {item_id: _change(old.get(item_id), new.get(item_id), operator.eq) for item_id in [*new, *old]}
    return {item_id: change for item_id, change in found.items() if change is not Change.SAME}


def moved_percent(before: Sequence[Line], after: Sequence[Line]) -> int:
    """Which part of the money of `before` stands on another line in `after`, in whole percent upward; 0 without money.

    Money that moves leaves one line and comes to another, so what left and what came count once: the larger of both.
    """
    old = {line.id: line.cost_cents for line in before if not line.in_kind}
    new = {line.id: line.cost_cents for line in after if not line.in_kind}
    steps = [new.get(line_id, 0) - old.get(line_id, 0) for line_id in old.keys() | new.keys()]
    moved = max(sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0))
    whole = sum(old.values())
    return -(-100 * moved // whole) if whole else 0


def needs_consent(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the funder must agree to this change of an awarded budget."""
    return moved_percent(before, after) > CONSENT_ABOVE_PERCENT


def _same_cover(was: Cover, now: Cover) -> bool:
    return (was.name, was.amount_cents) == (now.name, now.amount_cents)


def _differences(
    before: Sequence[Item], after: Sequence[Item], names: dict[str, str], same: Callable[[Item, Item], bool]
) -> tuple[Difference, ...]:
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    found = []
    for item_id in [*new, *(item_id for item_id in old if item_id not in new)]:
        was, now = old.get(item_id), new.get(item_id)
        found.append(
            Difference(
                _change(was, now, same),
                names[item_id],
                None if was is None else was.amount_cents,
                None if now is None else now.amount_cents,
            )
        )
    return tuple(found)


def _change(was: Item | None, now: Item | None, same: Callable[[Item, Item], bool]) -> Change:
    if was is None:
        return Change.ADDED
    if now is None:
        return Change.REMOVED
    return Change.SAME if same(was, now) else Change.CHANGED
