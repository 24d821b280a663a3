"""Needs in front of one source: the same prefilter turned around, for new and changed sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from operator import gt

from services.matcher.domain.criteria.amount import WORTHWHILE_PART
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.engine import need_facts, source_facts
from services.matcher.engine.bitmaps import Bitmaps, Tag
from services.matcher.engine.nearness import NearBitmaps, level_of
from services.matcher.engine.rounding import down, fortnight, fortnight_ends, up
from services.matcher.engine.source_facts import SourceFacts


class NeedIndex:
    """The prefilter of the reverse match. It never drops a pair that judge_pair answers with yes or unknown."""

    def __init__(self, needs: Iterable[Need], regions: Regions, lives: ShelfLives) -> None:
        self._regions, self._lives = regions, lives
        self._rows = Bitmaps()
        for need in needs:
            self.put(need)

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, need: Need) -> None:
        """Adds a need or replaces it."""
        self._rows.put(need.id, frozenset(_tags(need, self._regions)))

    def drop(self, need_id: str) -> None:
        """Takes a need out."""
        self._rows.drop(need_id)

    def survivors(self, source: Source, today: date) -> list[str]:
        """The ids of the needs that are left, in no meaningful order."""
        return list(self._rows.ids(self.left(source, today)))

    def slot_of(self, need_id: str) -> int | None:
        """The bit of this need."""
        return self._rows.slot_of(need_id)

    def left(self, source: Source, today: date) -> int:
        """A bitmap of the needs that are left."""
        facts, rows = source_facts.facts_of(source, self._lives), self._rows
        if facts.never or (source.ends_on is not None and source.ends_on < today):
            return 0
        near = self.near(source)
        left = near.reaches_in | rows.any_of("under", source.areas)
        left &= ~near.shut & _asking(rows, source)
        out = _unfit(rows, source, facts) | _failing(rows, facts, today) | _untimely(rows, source, facts, today)
        return left & ~out

    def near(self, source: Source) -> NearBitmaps:
        """How the areas of this source lie to all needs."""
        rows, regions = self._rows, self._regions
        return NearBitmaps(
            inside=tuple((level_of(regions, code), rows.having("under", code)) for code in source.areas),
            shut=rows.any_of("under", source.excluded_areas),
            reaches_in=rows.any_of("where", self._around(source.areas)),
            shuts_a_part=rows.any_of("where", self._around(source.excluded_areas)),
        )

    def _around(self, areas: Iterable[str]) -> set[str]:
        return {code for area in areas for code in self._regions.ancestors(area)}


def _asking(rows: Bitmaps, source: Source) -> int:
    if source.is_signpost or "advice" in source.support:
        asking = rows.all
    else:
        asking = rows.any_of("support", source.support) | rows.any_of("spared_by", source.support)
    return asking & rows.having("support", "loan") if source.mechanism == "loan" else asking


def _unfit(rows: Bitmaps, source: Source, facts: SourceFacts) -> int:
    """Shut out by facts that keep their word however old they are."""
    out = rows.any_of("form", facts.refused) | rows.any_of("lone_form", facts.refused_alone)
    if "event" in facts.shut_costs:
        out |= rows.having("one_day")
    return out | rows.where("core_costs", lambda core: core <= facts.shut_costs)


def _failing(rows: Bitmaps, facts: SourceFacts, today: date) -> int:
    """Shut out by a requirement."""
    out = rows.having("no_anbi") if facts.asks_anbi else 0
    if facts.asks_not_started:
        begun = rows.where("starts", lambda first: fortnight_ends(first) <= today)
        out |= rows.having("started") | (rows.having("start_untold") & begun)
    if facts.tenures is not None:
        takes = facts.tenures
        out |= rows.where("tenure", lambda tenure: tenure not in takes)
    for role, least in facts.people:
        out |= rows.where(f"count_{role}", partial(gt, least))
    if facts.reserves is not None:
        limit = facts.reserves
        out |= rows.where("reserves", lambda known: known > limit)
    return out


def _untimely(rows: Bitmaps, source: Source, facts: SourceFacts, today: date) -> int:
    """Shut out by amounts and dates, where these are fresh enough to be believed."""
    if facts.believed_before is None or today >= facts.believed_before:
        return 0
    out = _too_little_or_much(rows, source, facts)
    if facts.weeks_before_start is not None:
        start = today + timedelta(weeks=facts.weeks_before_start)
        out |= rows.where("starts", lambda first: fortnight_ends(first) < start)
    if facts.wait_weeks is not None:
        decided = today + timedelta(weeks=facts.wait_weeks)
        out |= rows.where("starts", lambda first: fortnight_ends(first) < decided)
    if facts.first_closing is not None and facts.first_closing >= today:
        closing = facts.first_closing
        out |= rows.where("starts", lambda first: fortnight_ends(first) <= closing)
    return out


def _too_little_or_much(rows: Bitmaps, source: Source, facts: SourceFacts) -> int:
    out = 0
    if facts.least_cents is not None:
        least = facts.least_cents
        out |= rows.where("could_ask", lambda most: most < least)
    if facts.most_cents is not None:
        most = facts.most_cents
        small = rows.where("sought", lambda sought: most * WORTHWHILE_PART < sought)
        out |= small if source.support == {"money"} else small & rows.having("only_money")
    return out


def _tags(need: Need, regions: Regions) -> Iterator[Tag]:
    facts = need_facts.facts_of(need)
    yield "where", facts.where
    yield from (("under", outer) for outer in regions.ancestors(facts.where))
    yield from (("support", kind) for kind in facts.support)
    yield from (("spared_by", given) for given in facts.spared_by)
    yield from ((f"count_{role}", up(count)) for role, count in facts.counts.items())
    flags = {
        "only_money": facts.only_money,
        "one_day": facts.one_day,
        "no_anbi": facts.no_anbi,
        "started": bool(facts.started),
        "start_untold": facts.started is None,
    }
    yield from ((name, True) for name, is_so in flags.items() if is_so)
    values = {
        "form": facts.form,
        "lone_form": facts.form if facts.stands_alone else None,
        "sought": None if facts.sought is None else down(facts.sought),
        "could_ask": None if facts.sought is None else up(facts.could_ask),
        "core_costs": facts.core_costs or None,
        "starts": None if facts.starts_on is None else fortnight(facts.starts_on),
        "tenure": facts.tenure,
        "reserves": facts.reserves,
    }
    yield from ((rule, value) for rule, value in values.items() if value is not None)
