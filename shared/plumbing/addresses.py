"""Addresses that one service shows of the other: `/` is the matcher, `/tracker` the tracker."""

from __future__ import annotations

TRACKER_PREFIX = "/tracker"


def matcher_path(path: str) -> str:
    """The address of a page of the matcher, as seen from anywhere."""
    return path


def tracker_path(path: str) -> str:
    """The address of a page of the tracker, as seen from anywhere: `/applications/1` -> `/tracker/applications/1`."""
    return f"{TRACKER_PREFIX}{path}"
