"""Bitmaps of the index as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.matcher.engine.columns.alike import Near
from services.matcher.engine.nearness import NearBitmaps

Slots = NDArray[np.intp]
_NOWHERE = np.zeros(1, np.int64)


def slots_of(bitmap: int) -> Slots:
    """The slots in a bitmap, in order."""
    return np.flatnonzero(np.unpackbits(_bytes(bitmap), bitorder="little"))


def in_bitmap(bitmap: int, slots: Slots) -> NDArray[np.int64]:
    """For each slot 1 when it is in the bitmap, else 0; a single 0 when none can be."""
    if not bitmap:
        return _NOWHERE
    content = np.zeros(int(slots[-1]) // 8 + 1 if len(slots) else 1, np.uint8)
    filled: Any = _bytes(bitmap)[: len(content)]
    content[: len(filled)] = filled
    found: NDArray[np.int64] = (content[slots >> 3] >> (slots & 7) & 1).astype(np.int64)
    return found


def near_of(bitmaps: NearBitmaps, slots: Slots) -> Near:
    """How each of these slots lies."""
    inside = _NOWHERE
    for level, bitmap in bitmaps.inside:
        inside = inside | in_bitmap(bitmap, slots) << level
    return Near(
        inside,
        in_bitmap(bitmaps.shut, slots),
        in_bitmap(bitmaps.reaches_in, slots),
        in_bitmap(bitmaps.shuts_a_part, slots),
    )


def _bytes(bitmap: int) -> NDArray[np.uint8]:
    return np.frombuffer(bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little"), np.uint8)
