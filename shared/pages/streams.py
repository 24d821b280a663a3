"""Streams of money as a drawing: from who gives, on the left, to what is paid, on the right. Reckoned on the server.

Only shapes: the page has the same figures in a table beside it, for who can't see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP, BAR = 640, 280, 14, 12
LEFT, RIGHT = 190, 450
"""Where the bars stand; beside them is room for names."""
LEAST = 2.0
"""A stream is never thinner than this, so that small amounts can be seen."""


@dataclass(frozen=True)
class End:
    """One bar with its name: `y` and `height` in units of the drawing."""

    name: str
    cents: int
    y: float
    height: float
    is_open: bool = False

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True)
class Stream:
    """One stream: the outline as an SVG path, and the place of its giver, for its colour."""

    path: str
    number: int
    is_open: bool


@dataclass(frozen=True)
class Streams:
    """The whole drawing, and its figures as rows of (from, to, cents)."""

    givers: Sequence[End]
    goals: Sequence[End]
    streams: Sequence[Stream]
    rows: Sequence[tuple[str, str, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bar: int = BAR


def draw(amounts: Mapping[tuple[str, str], int], open_name: str = "") -> Streams | None:
    """The drawing of amounts in cents by (giver, goal), in the order given; None when there are none.

    `open_name` is the giver that stands for what nobody pays yet: drawn lighter.
    """
    rows = [(giver, goal, cents) for (giver, goal), cents in amounts.items() if cents > 0]
    if not rows:
        return None
    givers, goals = _sums((row[0], row[2]) for row in rows), _sums((row[1], row[2]) for row in rows)
    room = HEIGHT - GAP * (max(len(givers), len(goals)) - 1)
    scale = max(0.2 * HEIGHT, room) / sum(givers.values())
    left, right = _ends(givers, scale, open_name), _ends(goals, scale, open_name)
    tallest = max(ends[-1].y + ends[-1].height for ends in (left, right))
    return Streams(left, right, _streams(rows, left, right, scale, open_name), rows, height=round(tallest) + 2)


def _sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for name, cents in pairs:
        sums[name] = sums.get(name, 0) + cents
    return sums


def _ends(sums: Mapping[str, int], scale: float, open_name: str) -> list[End]:
    found, y = [], 1.0
    for name, cents in sums.items():
        height = max(LEAST, cents * scale)
        found.append(End(name, cents, round(y, 1), round(height, 1), bool(open_name) and name == open_name))
        y += max(height, GAP) + GAP
    return found


def _streams(
    rows: Sequence[tuple[str, str, int]], left: Sequence[End], right: Sequence[End], scale: float, open_name: str
) -> list[Stream]:
    out = {end.name: end.y for end in left}
    into = {end.name: end.y for end in right}
    number = {end.name: place for place, end in enumerate(left)}
    found = []
    for giver, goal, cents in rows:
        thick = max(LEAST, cents * scale)
        path = _path(out[giver], into[goal], thick)
        out[giver], into[goal] = out[giver] + thick, into[goal] + thick
        found.append(Stream(path, number[giver], bool(open_name) and giver == open_name))
    return found


def _path(top: float, to: float, thick: float) -> str:
    """A band that bends from one bar to the other."""
    start, end, half = LEFT + BAR, RIGHT, (LEFT + BAR + RIGHT) // 2
    a, b, c, d = (round(value, 1) for value in (top, to, to + thick, top + thick))
    return f"M{start} {a}C{half} {a} {half} {b} {end} {b}V{c}C{half} {c} {half} {d} {start} {d}Z"
