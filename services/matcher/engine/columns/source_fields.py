"""What of a source is compared in arrays, as whole numbers. Money in cents, days as ordinals, codes as bits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from services.matcher.domain.amounts import reach
from services.matcher.domain.bands import times
from services.matcher.domain.closing import Basis, next_closing
from services.matcher.domain.criteria.support import SPARES
from services.matcher.domain.dutch import months_named
from services.matcher.domain.freshness import ShelfLives, earliest_day
from services.matcher.domain.need import Need, PlaceFacts
from services.matcher.domain.scoring import parts
from services.matcher.domain.scoring.themes import Rarity
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Strength
from services.matcher.engine.columns.bits import COSTS, GROUPS, SUPPORT, THEMES
from services.matcher.engine.rounding import stale_from

UNKNOWN = -1
"""An amount or a part that is not told."""
NOBODY = Need("", PlaceFacts("", ""), "", "", frozenset())
"""A need that tells nothing, for what a source says whoever asks."""
_EPOCH = date(2000, 1, 1)

NO_BANDS, FIXED_BANDS, BANDS_BY_NEED = 0, 1, 2
"""Whether amounts can be reckoned: not at all, the same for every need, or only with the facts of a need."""

NO_TERMS, BY_DAY, BY_START, OTHER_TERMS = 0, 1, 2, 3
"""How closing days come about: none told, from fixed days, from the start of a plan, or in a way of their own."""


class SourceFields(NamedTuple):
    """One row per field: a value, or an array of them. `upcoming` is the next closing day on some day."""

    believed_before: Any
    support: Any
    spares: Any
    bands: Any
    low: Any
    high: Any
    excludes: Any
    shut: Any
    rather_not: Any
    themes: Any
    groups: Any
    terms: Any
    terms_class: Any
    days_before_start: Any
    upcoming: Any
    is_scheme_end: Any
    months_named: Any
    decision_class: Any
    decision_days: Any
    is_sponsor: Any
    has_parent: Any


class SourceMeasures(NamedTuple):
    """The same for fractions: part of the budget (percent), hours of asking, certainty of the page itself, and how
    rare its themes are together.
    """

    percent: Any
    hours: Any
    verified: Any
    themes: Any


def class_of(*facts: Any, start: Any = 1) -> Any:
    """One number for a row of truths, never 0; with arrays of truths an array. `start`: a number for facts before."""
    number = start
    for fact in facts:
        number = number << 1 | fact
    return number


def fields_of(source: Source, lives: ShelfLives) -> SourceFields:
    """Reads one source; what depends on the day is left at 0, for `upcoming_of`."""
    seen = earliest_day(source.provenance.seen_on)
    bands, low, high = _amounts(source)
    exclusions = source.exclusions or ()
    start = source.start.not_before if source.start else None
    terms, is_rolling = _terms(source), source.deadlines is not None and source.deadlines.kind == "rolling"
    return SourceFields(
        believed_before=0 if seen is None else stale_from(seen, lives.volatile_months).toordinal(),
        support=SUPPORT.mask(source.support),
        spares=COSTS.mask(kind for given in source.support for kind in SPARES.get(given, ())),
        bands=bands,
        low=low,
        high=high,
        excludes=bool(exclusions),
        shut=COSTS.mask(item.what for item in exclusions if item.strength is Strength.HARD),
        rather_not=COSTS.mask(item.what for item in exclusions if item.strength is Strength.SOFT),
        themes=THEMES.mask(source.themes or ()),
        groups=GROUPS.mask(source.target_groups or ()),
        terms=terms,
        terms_class=class_of(terms == BY_DAY, terms == BY_START, is_rolling, start == "anytime"),
        days_before_start=_days_before_start(source),
        upcoming=0,
        is_scheme_end=False,
        months_named=_months(source),
        decision_class=_decision_class(source),
        decision_days=_days(source.decision_weeks),
        is_sponsor=source.provider_kind == "sponsor",
        has_parent=source.parent is not None,
    )


def measures_of(source: Source, rarity: Rarity) -> SourceMeasures:
    """Reads one source."""
    percent = source.share.max_percent if source.share else None
    return SourceMeasures(
        percent=UNKNOWN if percent is None else percent,
        hours=parts.hours(NOBODY, source),
        verified=1.0 if source.provenance.verified else 0.5,
        themes=sum(rarity.get(theme, 1.0) for theme in source.themes or ()),
    )


def upcoming_of(source: Source, today: date) -> tuple[int, bool]:
    """The next closing day that needs no start to be reckoned (0: none), and whether it is the end of the scheme."""
    if source.deadlines is None and source.ends_on is None:
        return 0, False
    closing = next_closing(source, None, today)
    return (0, False) if closing is None else (closing.on.toordinal(), closing.basis is Basis.SCHEME_END)


def amounts_for(need: Need, source: Source) -> tuple[int, int, int]:
    """Whether and what this source gives for this need, in the way of SourceFields."""
    allowed = reach(need, source)
    if allowed is None:
        return NO_BANDS, UNKNOWN, UNKNOWN
    low, high = allowed.min_cents, allowed.max_cents
    return FIXED_BANDS, UNKNOWN if low is None else low, UNKNOWN if high is None else high


def _amounts(source: Source) -> tuple[int, int, int]:
    figured = [band for band in source.amounts or () if band.min_cents is not None or band.max_cents is not None]
    if not figured:
        return NO_BANDS, UNKNOWN, UNKNOWN
    if any(band.for_forms or times(NOBODY, band.per) != 1 for band in figured):
        return BANDS_BY_NEED, UNKNOWN, UNKNOWN
    return amounts_for(NOBODY, source)


def _terms(source: Source) -> int:
    terms = source.deadlines
    if terms is None or (terms.kind in ("unknown", "none") and not terms.weeks_before_start):
        return NO_TERMS
    if terms.weeks_before_start is None:
        return BY_DAY
    alone = not terms.dates and not terms.yearly and source.ends_on is None
    return BY_START if alone and terms.weeks_before_start else OTHER_TERMS


def _days_before_start(source: Source) -> int:
    weeks = source.deadlines.weeks_before_start if source.deadlines else None
    return 0 if weeks is None else (_EPOCH - (_EPOCH - timedelta(weeks=weeks))).days


def _decision_class(source: Source) -> int:
    """Whether the weeks are told and must be waited for; 0 where the facts of a need tell which weeks or round."""
    terms = source.deadlines
    by_start = terms is not None and terms.weeks_before_start is not None and (terms.dates or terms.yearly)
    if by_start or any(band.decision_weeks is not None for band in source.amounts or ()):
        return 0
    must_wait = source.start is not None and source.start.not_before == "decision"
    found: int = class_of(source.decision_weeks is not None, must_wait)
    return found


def _days(weeks: float | None) -> int:
    return UNKNOWN if weeks is None else (_EPOCH + timedelta(weeks=weeks) - _EPOCH).days


def _months(source: Source) -> int:
    """The months that the page names, January the lowest bit; only read where there are terms."""
    if source.deadlines is None:
        return 0
    named = months_named(f"{source.deadlines.note or ''} {source.summary}")
    return sum(1 << month - 1 for month in named)
