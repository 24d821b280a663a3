"""The notifier of this process, for jobs: RQ calls plain functions with ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.notifier.door import Notifier

_held: list[Notifier] = []


def set_runtime(notifier: Notifier) -> None:
    """Sets the notifier that the jobs of this process work with; a worker does so before its first job."""
    _held[:] = [notifier]


def runtime() -> Notifier:
    """The notifier of this process. Raises RuntimeError in a process that set none."""
    if not _held:
        raise RuntimeError("no notifier was set for this process")
    return _held[0]
