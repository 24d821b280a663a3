"""Example needs whose dates move along with today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

_MOVING = {"starts_in_days": "starts_on", "ends_in_days": "ends_on"}


def with_real_dates(record: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The record as need.schema.json has it: `starts_in_days` and `ends_in_days` become dates (ISO) from `today` on."""
    real = {name: value for name, value in record.items() if name not in _MOVING}
    for moving, fixed in _MOVING.items():
        if moving in record:
            real[fixed] = (today + timedelta(days=record[moving])).isoformat()
    return real
