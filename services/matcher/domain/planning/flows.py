"""Divides whole cents of sources over the lines of a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def divide(
    amounts: Sequence[int], pays: Sequence[frozenset[str]], lines: Mapping[str, int]
) -> tuple[dict[str, int], ...] | None:
    """Per source the cents for each line, every line at most its costs; None when it can't be done.

    `amounts` and `pays` belong together: the cents a source gives, and the lines it may pay. Sources later in the
    order make earlier ones move to other lines when that makes room (augmenting paths, so it fails only if it must).
    """
    given: list[dict[str, int]] = [{} for _ in amounts]
    left = dict(lines)
    for number, amount in enumerate(amounts):
        while amount:
            moved = _push(number, amount, pays, given, left, set())
            if not moved:
                return None
            amount -= moved
    return tuple({line: cents for line, cents in share.items() if cents} for share in given)


def _push(
    source: int,
    amount: int,
    pays: Sequence[frozenset[str]],
    given: list[dict[str, int]],
    left: dict[str, int],
    seen: set[str],
) -> int:
    """Gives some cents of a source a line, if need be by moving cents of others; returns how many."""
    for line in sorted(pays[source]):
        if left.get(line, 0) > 0:
            moved = min(amount, left[line])
            left[line] -= moved
            given[source][line] = given[source].get(line, 0) + moved
            return moved
    for line in sorted(pays[source] - seen):
        seen.add(line)
        for other, share in enumerate(given):
            if other == source or not share.get(line):
                continue
            moved = _push(other, min(amount, share[line]), pays, given, left, seen)
            if moved:
                share[line] -= moved
                given[source][line] = given[source].get(line, 0) + moved
                return moved
    return 0
