"""The kinds of consequences, and one consequence with its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.matcher.domain.source import Source

Facts = Mapping[str, str | int | bool | None]


class ConsequenceKind(StrEnum):
    """What a new version of a source means; what a place must know first comes first.

    The words for people are in shared/wording/source_changes.py.
    """

    CLOSED = "closed"
    GONE = "gone"
    NO_LONGER_FITS = "no_longer_fits"
    CLOSES_EARLIER = "closes_earlier"
    IN_DOUBT = "in_doubt"
    COVERS_LESS = "covers_less"
    CLOSING_KNOWN = "closing_known"
    OPENED = "opened"
    NOW_FITS = "now_fits"
    CLOSES_LATER = "closes_later"
    COVERS_MORE = "covers_more"
    MAY_FIT = "may_fit"
    FOUND = "found"
    AMOUNTS_CHANGED = "amounts_changed"


def urgency(kind: str) -> int:
    """The place of a kind in a message; the lowest first."""
    return _ORDER[ConsequenceKind(kind)]


_ORDER = {kind: place for place, kind in enumerate(ConsequenceKind)}


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that is now otherwise. `facts` are codes, whole cents and ISO dates that fill the sentence about it."""

    kind: ConsequenceKind
    facts: Facts = field(default_factory=dict)


def closing_consequence(before: date | None, after: date | None, **facts: str | bool | None) -> Consequence | None:
    """The closing day moved, or is known now; None when it is the same or not known any more."""
    if after is None or after == before:
        return None
    told: Facts = {"to": after.isoformat(), **facts}
    if before is None:
        return Consequence(ConsequenceKind.CLOSING_KNOWN, told)
    kind = ConsequenceKind.CLOSES_EARLIER if after < before else ConsequenceKind.CLOSES_LATER
    return Consequence(kind, {"from": before.isoformat(), **told})


def opened(before: Source, after: Source) -> bool:
    """Whether it is known to be open now and was not."""
    return after.status == "open" and before.status != "open"
