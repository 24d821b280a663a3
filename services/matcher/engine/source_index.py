"""Sources in front of one need: which of them no hard rule shuts out for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from operator import lt

from services.matcher.domain.criteria.amount import WORTHWHILE_PART
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.engine import need_facts, source_facts
from services.matcher.engine.bitmaps import Bitmaps, Tag
from services.matcher.engine.nearness import NearBitmaps, level_of
from services.matcher.engine.need_facts import NeedFacts
from services.matcher.engine.rounding import down, fortnight, month, up
from services.matcher.engine.source_facts import SourceFacts


class SourceIndex:
    """The prefilter of the forward match. It never drops a pair that judge_pair answers with yes or unknown."""

    def __init__(self, sources: Iterable[Source], regions: Regions, lives: ShelfLives) -> None:
        self._regions, self._lives = regions, lives
        self._rows = Bitmaps()
        for source in sources:
            self.put(source)

    def __len__(self) -> int:
        return len(self._rows)

    def copy(self) -> SourceIndex:
        """The same sources, to be changed apart."""
        other = SourceIndex((), self._regions, self._lives)
        other._rows = self._rows.copy()
        return other

    def put(self, source: Source) -> None:
        """Adds a source or replaces it."""
        self._rows.put(source.id, frozenset(_tags(source, self._regions, self._lives)))

    def drop(self, source_id: str) -> None:
        """Takes a source out."""
        self._rows.drop(source_id)

    def survivors(self, need: Need, today: date) -> list[str]:
        """The ids of the sources that are left, in no meaningful order."""
        return list(self._rows.ids(self.left(need, today)))

    @property
    def all(self) -> int:
        """A bitmap of every source."""
        return self._rows.all

    def slot_of(self, source_id: str) -> int | None:
        """The bit of this source."""
        return self._rows.slot_of(source_id)

    def near(self, need: Need) -> NearBitmaps:
        """How the areas of all sources lie to this need."""
        rows, around = self._rows, self._regions.ancestors(need.where)
        return NearBitmaps(
            inside=tuple((level_of(self._regions, code), rows.having("area", code)) for code in around),
            shut=rows.any_of("shut_area", around),
            reaches_in=rows.having("area_within", need.where),
            shuts_a_part=rows.having("shut_within", need.where),
        )

    def left(self, need: Need, today: date) -> int:
        """A bitmap of the sources that are left."""
        facts, rows = need_facts.facts_of(need), self._rows
        around = self._regions.ancestors(need.where)
        left = rows.any_of("area", around) | rows.having("area_within", need.where)
        left &= _giving(rows, facts)
        return left & ~(_unfit(rows, facts, around, today) | _untimely(rows, facts, today))


def _giving(rows: Bitmaps, need: NeedFacts) -> int:
    given = rows.any_of("support", need.support) | rows.any_of("support", need.spared_by)
    return given | rows.having("helps_search")


def _unfit(rows: Bitmaps, need: NeedFacts, around: Iterable[str], today: date) -> int:
    """Shut out by facts that keep their word however old they are."""
    out = rows.having("never") | rows.where("ends", lambda bucket: bucket < month(today))
    out |= rows.any_of("shut_area", around) | rows.having("refuses", need.form)
    if "loan" not in need.support:
        out |= rows.having("is_loan")
    if need.stands_alone:
        out |= rows.having("refuses_alone", need.form)
    if need.one_day:
        out |= rows.having("shut_cost", "event")
    if need.core_costs:
        out |= _shutting_all(rows, need.core_costs)
    return out | _failing(rows, need, today)


def _shutting_all(rows: Bitmaps, kinds: Iterable[str]) -> int:
    shut = rows.all
    for kind in kinds:
        shut &= rows.having("shut_cost", kind)
    return shut


def _failing(rows: Bitmaps, need: NeedFacts, today: date) -> int:
    """Shut out by a requirement."""
    out = rows.having("asks_anbi") if need.no_anbi else 0
    if need.started or (need.started is None and need.starts_on is not None and need.starts_on <= today):
        out |= rows.having("asks_not_started")
    if need.tenure is not None:
        out |= rows.having("asks_tenure") & ~rows.having("takes_tenure", need.tenure)
    for role, count in need.counts.items():
        out |= rows.where(f"people_{role}", partial(lt, count))
    if need.reserves is not None:
        known = need.reserves
        out |= rows.where("reserves", lambda limit: known > limit)
    return out


def _untimely(rows: Bitmaps, need: NeedFacts, today: date) -> int:
    """Shut out by amounts and dates, where these are fresh enough to be believed."""
    out = 0
    if need.sought is not None:
        sought, could_ask = need.sought, need.could_ask
        out |= rows.where("least", lambda least: could_ask < least)
        small = rows.where("most", lambda most: most * WORTHWHILE_PART < sought)
        out |= small if need.only_money else small & rows.having("only_money")
    if need.starts_on is not None:
        start = need.starts_on
        latest = max(today, start)
        out |= rows.where("weeks_before_start", lambda weeks: start - timedelta(weeks=weeks) < today)
        out |= rows.where("wait_weeks", lambda weeks: today + timedelta(weeks=weeks) > start)
        out |= rows.where("first_closing", lambda first: first >= latest)
    return out & rows.where("believed_before", lambda bucket: month(today) < bucket) if out else 0


def _tags(source: Source, regions: Regions, lives: ShelfLives) -> Iterator[Tag]:
    facts = source_facts.facts_of(source, lives)
    yield from _plain_tags(source, facts)
    for area in source.areas:
        yield "area", area
        yield from (("area_within", outer) for outer in regions.ancestors(area))
    for area in source.excluded_areas:
        yield "shut_area", area
        yield from (("shut_within", outer) for outer in regions.ancestors(area))
    yield from (("refuses", form) for form in facts.refused)
    yield from (("refuses_alone", form) for form in facts.refused_alone)
    yield from (("shut_cost", kind) for kind in facts.shut_costs)
    if facts.tenures is not None:
        yield "asks_tenure", True
        yield from (("takes_tenure", tenure) for tenure in facts.tenures)
    yield from ((f"people_{role}", _lower(least)) for role, least in facts.people)
    yield from _bucket_tags(source, facts)


def _plain_tags(source: Source, facts: SourceFacts) -> Iterator[Tag]:
    yield from (("support", kind) for kind in source.support)
    flags = {
        "never": facts.never,
        "is_loan": source.mechanism == "loan",
        "helps_search": source.is_signpost or "advice" in source.support,
        "only_money": source.support == {"money"},
        "asks_anbi": facts.asks_anbi,
        "asks_not_started": facts.asks_not_started,
    }
    yield from ((name, True) for name, is_so in flags.items() if is_so)


def _bucket_tags(source: Source, facts: SourceFacts) -> Iterator[Tag]:
    buckets = {
        "ends": None if source.ends_on is None else month(source.ends_on),
        "believed_before": None if facts.believed_before is None else month(facts.believed_before),
        "least": None if facts.least_cents is None else down(facts.least_cents),
        "most": None if facts.most_cents is None else up(facts.most_cents),
        "weeks_before_start": facts.weeks_before_start,
        "wait_weeks": facts.wait_weeks,
        "first_closing": None if facts.first_closing is None else fortnight(facts.first_closing),
        "reserves": facts.reserves,
    }
    yield from ((rule, bucket) for rule, bucket in buckets.items() if bucket is not None)


def _lower(least: float) -> float:
    """Large numbers in steps, fractions as they are: those are rare and small."""
    return down(int(least)) if least == int(least) else least
