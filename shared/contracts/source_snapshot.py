"""A dated copy of a funding source and of the match with a need, as the tracker keeps it with an application.

The matcher owns the facts and fills this in; the tracker never changes it. The copy says what was known on the day
that somebody started, also when the source changes later. Codes are those of codelists.yaml; money in whole cents;
None means: not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

SNAPSHOT_VERSION = 1


class SnapshotUnreadable(ValueError):
    """The JSON is not a snapshot of a version that this program knows; the text says which part."""


class ClosingPrecision(StrEnum):
    """How exactly the source names its closing: only a day, or a time of day too."""

    DAY = "day"
    MINUTE = "minute"


class ClosingBasis(StrEnum):
    """How the source words it: through the day ("t/m"), before the day ("voor"), at a given time, or a bare date."""

    THROUGH = "through"
    BEFORE = "before"
    AT = "at"
    UNSTATED = "unstated"


@dataclass(frozen=True)
class Closing:
    """When the source closes, as the source words it: local date and time in Europe/Amsterdam.

    `time` only with precision MINUTE. `expected` is true when the date was computed from a yearly pattern and was not
    published as a date. `source_text` holds the source's own words, when they were kept.
    """

    date: date
    time: time | None = None
    precision: ClosingPrecision = ClosingPrecision.DAY
    basis: ClosingBasis = ClosingBasis.UNSTATED
    source_text: str | None = None
    expected: bool = False


@dataclass(frozen=True)
class AmountBand:
    """One band of amounts in whole cents; `per` is None for the whole request."""

    min_cents: int | None = None
    max_cents: int | None = None
    per: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class NeedCost:
    """One line of what the place told of its costs; `kind` is a code of the list cost_kind."""

    kind: str
    cents: int
    label: str | None = None


@dataclass(frozen=True)
class SnapshotReason:
    """One reason of the match: its code, yes, no or unknown, the Dutch sentence and the fact that it rests on."""

    code: str
    verdict: str
    text: str
    fact: str | None = None


@dataclass(frozen=True)
class SnapshotVerdict:
    """What the matcher said of this need and this source on the day of the copy."""

    eligibility: str
    group: str
    reasons: tuple[SnapshotReason, ...] = ()


@dataclass(frozen=True)
class SourceSnapshot:
    """The copy. `source_version` counts the changes of the source record; `status` is a code of the list status.

    `seen_on` is the date of the page the facts were read from, as recorded (`2024`, `2024-10`, `2024-10-28`);
    `checked_on` is the day that a person last checked them. `need_costs` and `need_own_cents` (own
    money of the place) are as the place told them. `reporting` and `document` are as in
    catalogue.schema.json (`document` is the whole record). `papers`, `first_steps` and `apply_via` are None when the
    source does not tell.
    """

    source_id: str
    source_version: int
    name: str
    provider: str
    provider_kind: str
    status: str
    document: Mapping[str, Any]
    need_id: str
    need_title: str
    place_id: str
    verdict: SnapshotVerdict
    taken_at: datetime
    url: str | None = None
    seen_on: str | None = None
    checked_on: date | None = None
    closing: Closing | None = None
    need_costs: tuple[NeedCost, ...] = ()
    need_own_cents: int | None = None
    amounts: tuple[AmountBand, ...] | None = None
    papers: tuple[str, ...] | None = None
    first_steps: tuple[str, ...] | None = None
    apply_via: tuple[str, ...] | None = None
    reporting: Mapping[str, Any] | None = None
    amount_sought_cents: int | None = None
    version: int = field(default=SNAPSHOT_VERSION)
