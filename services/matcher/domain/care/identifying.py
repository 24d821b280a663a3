"""Whose source it is, and what a new one is called in addresses."""

from __future__ import annotations

import re
from collections.abc import Collection

from services.matcher.domain.dutch import plain

LONGEST = 95
"""The catalogue format allows 100; the rest is for a number behind it."""


def is_of(provider: str, organisation: str) -> bool:
    """Whether an organisation stands behind a source with this provider: their names are the same."""
    return _words(provider) == _words(organisation) != []


def id_for(provider: str, name: str, taken: Collection[str]) -> str:
    """A free id for a new source, made of the words of its giver and name: `oranje-fonds-groeifonds`."""
    giver, own = _words(provider), _words(name)
    words = own if own[: len(giver)] == giver else giver + own
    base = "-".join(words)[:LONGEST].strip("-") or "bron"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 3))
    return next(one for one in numbered if one not in taken)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", plain(text))
