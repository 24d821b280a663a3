"""Which sources and needs a row of a fundraiser's own sheet may be about: the tracker asks, the matcher proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_ASKED = 50
"""Rows in one call."""
MOST_PROPOSED = 3
"""Sources for one row: a few to choose from, no list to search."""
MAX_NAME = 300


class LikelyUnreadable(ValueError):
    """An answer that is no answer."""


@dataclass(frozen=True)
class NamedRow:
    """What a sheet says of a row; `key` comes back with the answer."""

    key: str
    place_id: str
    source: str
    provider: str
    title: str


@dataclass(frozen=True)
class LikelySource:
    """A source of the catalogue whose name looks like that of the row."""

    id: str
    name: str
    provider: str


@dataclass(frozen=True)
class LikelyNeed:
    """A need of the place of the row."""

    id: str
    title: str


@dataclass(frozen=True)
class Likely:
    """What is proposed for one row, the most alike in front."""

    sources: tuple[LikelySource, ...] = ()
    needs: tuple[LikelyNeed, ...] = ()


def asked_json(rows: Sequence[NamedRow]) -> dict[str, Any]:
    """The body of the call."""
    return {
        "items": [
            {
                "key": row.key,
                "placeId": row.place_id,
                "source": row.source[:MAX_NAME],
                "provider": row.provider[:MAX_NAME],
                "title": row.title[:MAX_NAME],
            }
            for row in rows
        ]
    }


def to_json(found: Mapping[str, Likely]) -> dict[str, Any]:
    """The body of the answer."""
    return {"items": [{"key": key, **asdict(likely)} for key, likely in found.items()]}


def from_json(body: Any) -> dict[str, Likely]:
    """The answer by key. Raises LikelyUnreadable."""
    try:
        return {
            item["key"]: Likely(
                tuple(LikelySource(**one) for one in item["sources"]),
                tuple(LikelyNeed(**one) for one in item["needs"]),
            )
            for item in body["items"]
        }
    except (KeyError, TypeError) as error:
        raise LikelyUnreadable(str(error)) from error
