"""A clock that tests can step while processes run: it reads how far off it is from a file, each time it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path


class FileClock:
    """The machine's clock plus the seconds in the file; without the file it is the machine's clock."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The present moment as this process believes it to be."""
        return datetime.now(UTC) + timedelta(seconds=offset_in(self._path))


def offset_in(path: Path) -> float:
    """How far off the clock is, in seconds."""
    try:
        return float(path.read_text(encoding="ascii") or 0)
    except FileNotFoundError:
        return 0.0


def step(path: Path, seconds: float) -> None:
    """Sets how far off the clock is, in one go: no process reads half a number."""
    half = path.with_suffix(".half")
    half.write_text(str(seconds), encoding="ascii")
    half.rename(path)
