"""What the matcher tells the tracker of a source that changed: how it stands now, and when it closes for which need.

Each telling holds the whole of it, so that a replay changes nothing. The same source and version may be told twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.contracts.source_snapshot import Closing
from shared.contracts.source_snapshot_json import closing_from_json, closing_to_json

NEWS_VERSION = 1
MOST_NEWS = 50
"""In one call; what is more comes with the next."""


class NewsUnreadable(ValueError):
    """The JSON is no news of a version that this program knows; the text says which part."""


@dataclass(frozen=True)
class NewsForNeed:
    """What a change means for one need: its closing before and now, its start, and how long the decision takes."""

    need_id: str
    was: Closing | None
    closing: Closing | None
    starts_on: date | None = None
    decision_weeks: float | None = None


@dataclass(frozen=True)
class SourceNews:
    """A source that changed. `status` is a code of the list status; `gone`: it is not in the catalogue any more.

    `was` and `closing` hold for needs that are not in `needs`. `former_ids`: ids of sources that were made one with
    this one. `not_before` is application, decision, anytime or None, as in catalogue.schema.json.
    """

    source_id: str
    source_version: int
    status: str
    gone: bool
    was: Closing | None
    closing: Closing | None
    weeks_before_start: float | None = None
    not_before: str | None = None
    former_ids: tuple[str, ...] = ()
    needs: tuple[NewsForNeed, ...] = ()

    def for_need(self, need_id: str) -> NewsForNeed:
        """What it means for this need; the general closing where the matcher did not know of it."""
        found = next((one for one in self.needs if one.need_id == need_id), None)
        return found or NewsForNeed(need_id, self.was, self.closing)


def to_json(news: SourceNews) -> dict[str, Any]:
    """The news as plain JSON values; from_json gives the same back."""
    return {
        "version": NEWS_VERSION,
        "sourceId": news.source_id,
        "sourceVersion": news.source_version,
        "status": news.status,
        "gone": news.gone,
        "was": _closing(news.was),
        "closing": _closing(news.closing),
        "weeksBeforeStart": news.weeks_before_start,
        "notBefore": news.not_before,
        "formerIds": list(news.former_ids),
        "needs": [
            {
                "needId": one.need_id,
                "was": _closing(one.was),
                "closing": _closing(one.closing),
                "startsOn": one.starts_on.isoformat() if one.starts_on else None,
                "decisionWeeks": one.decision_weeks,
            }
            for one in news.needs
        ],
    }


def from_json(value: object) -> SourceNews:
    """The news of plain JSON values. Names it does not know are left out, so that a newer sender may add some.

    Raises NewsUnreadable for another version, a missing name or a value of the wrong form.
    """
    if not isinstance(value, Mapping) or value.get("version") != NEWS_VERSION:
        raise NewsUnreadable(f"not source news of version {NEWS_VERSION}")
    try:
        return _read(value)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise NewsUnreadable(f"source news: {type(problem).__name__} {problem}") from problem


def _read(value: Mapping[str, Any]) -> SourceNews:
    version = value["sourceVersion"]
    if type(version) is not int or version < 1:
        raise ValueError("sourceVersion counts from 1")
    return SourceNews(
        source_id=_text(value["sourceId"]),
        source_version=version,
        status=_text(value["status"]),
        gone=bool(value["gone"]),
        was=_closing_of(value["was"]),
        closing=_closing_of(value["closing"]),
        weeks_before_start=_weeks(value.get("weeksBeforeStart")),
        not_before=None if value.get("notBefore") is None else _text(value["notBefore"]),
        former_ids=tuple(_text(one) for one in value.get("formerIds", ())),
        needs=tuple(_need(one) for one in value.get("needs", ())),
    )


def _need(value: Mapping[str, Any]) -> NewsForNeed:
    starts_on = value.get("startsOn")
    return NewsForNeed(
        need_id=_text(value["needId"]),
        was=_closing_of(value["was"]),
        closing=_closing_of(value["closing"]),
        starts_on=None if starts_on is None else date.fromisoformat(starts_on),
        decision_weeks=_weeks(value.get("decisionWeeks")),
    )


def _closing(closing: Closing | None) -> dict[str, Any] | None:
    return None if closing is None else closing_to_json(closing)


def _closing_of(value: Mapping[str, Any] | None) -> Closing | None:
    return None if value is None else closing_from_json(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 120:
        raise ValueError("a text of 1 to 120 characters is missing")
    return value


def _weeks(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 520:
        raise ValueError("a number of weeks between 0 and 520 is missing")
    return float(value)
